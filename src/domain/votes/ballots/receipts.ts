import { createHmac } from "node:crypto";
import { sha256 } from "#platform/hash.ts";
import { ownSecret } from "#platform/secrets.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export const RECEIPT_LENGTH = 12;

const RECEIPT = new RegExp(`^[${ALPHABET}]{${RECEIPT_LENGTH}}$`);

/** 回执: twelve characters (60 bits) that prove that a household's ballot was counted, without its choice. Changing the ballot keeps the receipt. */
export function receiptOf(roundId: string, rollNumber: number): string {
	const bytes = createHmac("sha256", ownSecret("receipts", roundId)).update(String(rollNumber)).digest();
	return Array.from(bytes.subarray(0, RECEIPT_LENGTH), (byte) => ALPHABET[byte & 31]).join("");
}

/** The form of a receipt in the published list. */
export function receiptHash(roundId: string, receipt: string): string {
	return sha256(`${roundId}:${receipt}`).slice(0, 32);
}

export function isReceipt(code: string): boolean {
	return RECEIPT.test(code);
}
