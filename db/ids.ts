import { randomBytes } from "node:crypto";

/** 80 random bits in 16 characters. */
export function newId(): string {
	return BigInt(`0x${randomBytes(10).toString("hex")}`)
		.toString(32)
		.padStart(16, "0");
}
