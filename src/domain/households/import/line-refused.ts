import { Refusal } from "#domain/errors.ts";
import type { Told } from "./plan.ts";

/** A command refused what a line asks for, so nothing of the file is done. */
export class LineRefused extends Error {
	readonly told: Told;
	readonly refusal: Refusal;

	constructor(told: Told, refusal: Refusal) {
		super(`line ${told.line}: ${refusal.key}`);
		this.told = told;
		this.refusal = refusal;
	}
}

export async function onLine<T>(told: Told, deed: () => Promise<T>): Promise<T> {
	try {
		return await deed();
	} catch (error) {
		throw error instanceof Refusal ? new LineRefused(told, error) : error;
	}
}
