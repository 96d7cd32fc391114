import { createHash } from "node:crypto";

export function sha256(bytes: string | Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 over the previous hash and the entry as canonical JSON. */
export function chainHash(previousHash: string, entry: Record<string, unknown>): string {
	const ordered = Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
	return sha256(`${previousHash}\n${JSON.stringify(ordered)}`);
}
