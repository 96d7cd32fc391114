import argon2, { type Algorithm } from "@node-rs/argon2";

// OWASP's floor for argon2id: 19 MiB, two passes, one lane. (The package declares its algorithms as a const enum: 2 is argon2id.)
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a passphrase that nobody knows: checked where there is no hash, so that a miss costs what a hit costs. */
const NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$QWlHabZqx0af6ScrOsqt5A$+W50WgWssBecwXiQHSujeFY0wFAitIfCTlseS59Cyv0";

// Each turn holds 19 MiB for about 25 ms of a core: two at a time, the rest wait, and a crowd does not take all memory.
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** How many checks wait for a turn; the caller may refuse to queue behind too many. */
export function queueLength(): number {
	return waiting.length;
}

export function hashPassphrase(passphrase: string): Promise<string> {
	return inTurn(() => argon2.hash(plain(passphrase), COST));
}

/** Whether the passphrase is the one behind the hash. Without a hash: false, after the same work. */
export async function isPassphrase(passphrase: string, known: string | null | undefined): Promise<boolean> {
	const matches = await inTurn(() => argon2.verify(known ?? NOBODYS, plain(passphrase)));
	return matches && known != null;
}

/**
 * Which of the hashes the secret belongs to; -1 = none. At least `atLeast` checks run, so that the work does not tell how many
 * hashes there are.
 */
export async function whichPassphrase(passphrase: string, known: string[], { atLeast }: { atLeast: number }): Promise<number> {
	let found = -1;
	for (let n = 0; n < Math.max(known.length, atLeast); n++) if (await isPassphrase(passphrase, known[n])) found = n;
	return found;
}

// One character, one spelling: a phone and a desktop may compose the same letter differently.
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
