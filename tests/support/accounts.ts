import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { hashPassphrase } from "#platform/passphrases.ts";
import { seal } from "#platform/secrets.ts";
import { MORNING } from "#tests/cast.ts";

export const PASSPHRASE = "青岭的柿子 ripens in autumn";
const SECRET = new Secret({ size: 20 }).base32;

/** Lets one of the cast sign in by passphrase. */
export async function givePassphrase({ personId }: { personId: string }, passphrase = PASSPHRASE): Promise<void> {
	const passphraseHash = await hashPassphrase(passphrase);
	await write((tx) => tx.update(people).set({ passphraseHash, passphraseChangedAt: MORNING }).where(eq(people.id, personId)));
}

/** Binds and confirms an authenticator app; `codeAt` is what it shows. */
export async function giveTotp({ personId }: { personId: string }): Promise<void> {
	const bound = { totpSecret: seal("totp", SECRET), totpConfirmedAt: MORNING };
	await write((tx) => tx.update(people).set(bound).where(eq(people.id, personId)));
}

export function codeAt(at: Date, secret = SECRET): string {
	return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at.getTime() });
}

export async function waiveTotp(by: Viewer): Promise<void> {
	await changeSetting({ key: "staffTotpRequired", value: "no", by, at: MORNING });
}
