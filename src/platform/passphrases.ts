import argon2, { type Algorithm } from "@node-rs/argon2";

// OWASP's floor for argon2id: 19 MiB, two passes, one lane. (The package declares its algorithms as a const enum: 2 is argon2id.)
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of an unknown passphrase. It is checked when there is no hash, so that a miss costs as much as a hit. */
const NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$QWlHabZqx0af6ScrOsqt5A$+W50WgWssBecwXiQHSujeFY0wFAitIfCTlseS59Cyv0";

// Each check holds 19 MiB for about 25 ms of a core. Two run at a time and the rest wait, so that a crowd does not use up the memory.
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** How many checks wait; the caller may refuse to join a long queue. */
export function queueLength(): number {
	return waiting.length;
}

export function hashPassphrase(passphrase: string): Promise<string> {
	return inTurn(() => argon2.hash(plain(passphrase), COST));
}

/** Without a hash: false, after the same work. */
export async function isPassphrase(passphrase: string, known: string | null | undefined): Promise<boolean> {
	const matches = await inTurn(() => argon2.verify(known ?? NOBODYS, plain(passphrase)));
	return matches && known != null;
}

/** The index of the hash that the secret belongs to; -1 = none. At least `atLeast` checks run, so that the time does not tell how many hashes there are. */
export async function whichPassphrase(passphrase: string, known: string[], { atLeast }: { atLeast: number }): Promise<number> {
	let found = -1;
	for (let n = 0; n < Math.max(known.length, atLeast); n++) if (await isPassphrase(passphrase, known[n])) found = n;
	return found;
}

// Phones and desktops may compose the same letter differently, so each character gets one spelling.
function plain(passphrase: string): string {
	return passphrase.normalize("NFKC");
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
	else running++;
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else running--;
	}
}
