import { commitmentOf } from "#domain/draws/draws.ts";
import type { Messages } from "#i18n/messages.ts";
import { sha256 } from "#platform/hash.ts";
import { canonical } from "./text.ts";

export type FileFault = keyof Messages["publishedFiles"]["faults"];

export interface Again<Fault extends string> {
	result: string | null;
	sha256: string;
	faults: (Fault | FileFault)[];
}

interface Said {
	digest: string;
	result: unknown;
	/** If anything in the file was drawn: the seed, and the commitment that was announced before. */
	draws?: { seed: string; commitment: string };
}

interface Compared<Fault extends string> {
	text: string;
	said: Said;
	follows: Pick<Said, "digest" | "result">;
	written: string;
	own: [Fault | FileFault, boolean][];
}

export function unreadable(text: string): Again<never> {
	return { result: null, sha256: sha256(text), faults: ["unreadable"] };
}

export function compared<Fault extends string>({ text, said, follows, written, own }: Compared<Fault>): Again<Fault> {
	const result = canonical(follows.result);
	const faults: [Fault | FileFault, boolean][] = [
		...own,
		["commitment", said.draws !== undefined && commitmentOf(said.draws.seed) !== said.draws.commitment],
		["digest", follows.digest !== said.digest],
		["result", result !== canonical(said.result)],
		["bytes", written !== text],
	];
	return { result, sha256: sha256(text), faults: faults.flatMap(([fault, isThere]) => (isThere ? fault : [])) };
}
