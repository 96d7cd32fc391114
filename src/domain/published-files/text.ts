import { createHash } from "node:crypto";
import { canonicalJson } from "#platform/canonical.ts";

/** One object in UTF-8, a line for each key in the given order, each ended by a line feed; inside, JSON without spaces, its keys in alphabetical order. */
export function fileText<K extends string>(order: readonly K[], file: Record<K, unknown>): string {
	return `{\n${order.map((key) => lineOf(key, file[key])).join(",\n")}\n}\n`;
}

/** SHA-256 of these lines, which a draw among equals can depend on. */
export function digestOf<K extends string>(order: readonly K[], file: Record<K, unknown>): string {
	const hash = createHash("sha256");
	for (const key of order) hash.update(`${lineOf(key, file[key])}\n`);
	return hash.digest("hex");
}

function lineOf(key: string, value: unknown): string {
	return `${JSON.stringify(key)}:${canonical(value)}`;
}

export function beginOf(key: string): string {
	return `,\n${JSON.stringify(key)}:`;
}

// Long lists of numbers or entries have no keys to sort, and a county's are too long to search for some.
export function canonical(value: unknown): string {
	const isLong = Array.isArray(value) && (Array.isArray(value[0]) || typeof value[0] === "number");
	return isLong ? JSON.stringify(value) : canonicalJson(value);
}
