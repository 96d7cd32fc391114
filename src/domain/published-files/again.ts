import { commitmentOf } from "#domain/draws/draws.ts";
import type { Messages } from "#i18n/messages.ts";
import { sha256 } from "#platform/hash.ts";
import { canonical } from "./text.ts";

/** What can be wrong with any published file; `i18n` has the words. */
export type FileFault = keyof Messages["publishedFiles"]["faults"];

/** A file, worked out again. */
export interface Again<Fault extends string> {
	/** What follows from it, as it is published; null if the file cannot be read. */
	result: string | null;
	sha256: string;
	faults: (Fault | FileFault)[];
}

/** What a file says of itself. */
interface Said {
	digest: string;
	result: unknown;
	/** Of its draws, and the commitment that was announced before them. */
	seed: string;
	commitment: string;
}

interface Compared<Fault extends string> {
	text: string;
	said: Said;
	/** What follows from the rest of the file. */
	follows: Pick<Said, "digest" | "result">;
	/** The file as it must be written. */
	written: string;
	/** The faults of its own kind, and whether each is there. */
	own: [Fault | FileFault, boolean][];
}

export function unreadable(text: string): Again<never> {
	return { result: null, sha256: sha256(text), faults: ["unreadable"] };
}

/** Lists in what a file differs from what follows from it. */
export function compared<Fault extends string>({ text, said, follows, written, own }: Compared<Fault>): Again<Fault> {
	const result = canonical(follows.result);
	const faults: [Fault | FileFault, boolean][] = [
		...own,
		["commitment", commitmentOf(said.seed) !== said.commitment],
		["digest", follows.digest !== said.digest],
		["result", result !== canonical(said.result)],
		["bytes", written !== text],
	];
	return { result, sha256: sha256(text), faults: faults.flatMap(([fault, isThere]) => (isThere ? fault : [])) };
}
