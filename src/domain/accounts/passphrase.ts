import { Refusal } from "#domain/errors.ts";
import { hashPassphrase } from "#platform/passphrases.ts";
import { LEAST_CHARACTERS } from "./rules.ts";
import type { Viewer } from "./types.ts";
import { weaknessOf } from "./weakness.ts";

interface Choice {
	passphrase: string;
	kind: Viewer["kind"];
	name: string;
	username?: string | null | undefined;
}

const REASONS = {
	short: "accounts.weak.short",
	long: "accounts.weak.long",
	digits: "accounts.weak.digits",
	common: "accounts.weak.common",
	personal: "accounts.weak.personal",
} as const;

/** Throws a Refusal that says what to choose instead. */
export async function hashOfChoice({ passphrase, kind, name, username }: Choice): Promise<string> {
	const least = LEAST_CHARACTERS[kind];
	const weakness = weaknessOf(passphrase, { least, known: [name, username ?? ""] });
	if (weakness) throw new Refusal("invalid", REASONS[weakness], { field: "passphrase", params: { least } });
	return hashPassphrase(passphrase);
}
