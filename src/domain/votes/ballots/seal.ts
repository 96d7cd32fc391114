import { createCipheriv, createDecipheriv } from "node:crypto";
import { ownSecret } from "#platform/secrets.ts";

/** `numbers` are candidates in rising order, at most nine. */
export interface Choice {
	rollNumber: number;
	version: number;
	numbers: number[];
}

const BLOCK = 16;
const HEAD = 7;

/** One AES-256 block, its key not in the database. Household and version make each block unique: equal choices look different, and no cipher mode is needed. */
export function sealedChoice(roundId: string, choice: Choice, purpose: "ballots" | "papers" = "ballots"): Buffer {
	const block = Buffer.alloc(BLOCK);
	block.writeUInt32BE(choice.rollNumber, 0);
	block.writeUInt16BE(choice.version, 4);
	block.writeUInt8(choice.numbers.length, 6);
	for (const [n, number] of choice.numbers.entries()) block.writeUInt8(number, HEAD + n);
	const cipher = createCipheriv("aes-256-ecb", ownSecret(purpose, roundId), null).setAutoPadding(false);
	return Buffer.concat([cipher.update(block), cipher.final()]);
}

/** Null if the block was made for another household or version, or with another installation's key. */
export function openedChoice(roundId: string, sealed: Buffer, of: Omit<Choice, "numbers">, purpose: "ballots" | "papers" = "ballots") {
	const decipher = createDecipheriv("aes-256-ecb", ownSecret(purpose, roundId), null).setAutoPadding(false);
	const block = Buffer.concat([decipher.update(sealed), decipher.final()]);
	const count = block.readUInt8(6);
	const isWhole = block.readUInt32BE(0) === of.rollNumber && block.readUInt16BE(4) === of.version && count <= BLOCK - HEAD;
	if (!isWhole || block.subarray(HEAD + count).some((byte) => byte !== 0)) return null;
	return [...block.subarray(HEAD, HEAD + count)];
}
