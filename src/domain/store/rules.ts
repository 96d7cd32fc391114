import { addDays, dayAt, endOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { plainDigits, tidyCode, typedCode } from "#domain/text.ts";
import { DAYS_LAID_ASIDE, FEW, PICKUP_CHARACTERS, QUANTITY_MOST, type Stock, type Wanted } from "./types.ts";

export function stockOf(stock: number): Stock {
	if (stock === 0) return "none";
	return stock < FEW ? "few" : "some";
}

/** At the end of a day, so that nobody is late by an hour. */
export function lapsesAfter(at: Date): Date {
	return endOf(addDays(dayAt(at), DAYS_LAID_ASIDE));
}

/** A whole number within bounds; undefined if it is none. */
export function wholeWithin(typed: string, { least, most }: { least: number; most: number }): number | undefined {
	const digits = plainDigits(typed).replaceAll(/\s/g, "");
	const number = /^\d{1,7}$/.test(digits) ? Number(digits) : Number.NaN;
	return number >= least && number <= most ? number : undefined;
}

/** What a form of goods wants: of each good `q-ID` says how many, `p-ID` the price that was read. An empty field wants none. */
export function wantedIn(typed: Iterable<[string, unknown]>): Wanted[] {
	const fields = new Map([...typed].map(([name, value]) => [name, String(value)]));
	return [...fields].flatMap(([field, said]) => {
		if (!field.startsWith("q-") || tidyCode(said) === "") return [];
		const goodId = field.slice("q-".length);
		const quantity = wholeWithin(said, { least: 0, most: QUANTITY_MOST });
		if (quantity === undefined) throw new Refusal("invalid", "store.quantityBounds", { field, params: { limit: QUANTITY_MOST } });
		return [{ goodId, quantity, priceId: fields.get(`p-${goodId}`) ?? "" }];
	});
}

/** 取货码 as it is typed, or the whole address of its QR code, behind whose # it stands; null if it is none. */
export function pickupCode(typed: string): string | null {
	const bare = tidyCode(typed).split("#").at(-1) ?? "";
	const code = typedCode(bare);
	return new RegExp(`^[0-9a-hjkmnp-tv-z]{${PICKUP_CHARACTERS}}$`).test(code) ? code : null;
}

export const FEN_A_YUAN = 100;

/** Yuan with at most two decimals, in fen; undefined if it is no amount. */
export function fenOf(typed: string): number | undefined {
	const plain = plainDigits(typed).replaceAll(/[\s,\uff0c\u5143]/g, "");
	if (!/^\d{1,4}(\.\d{1,2})?$/.test(plain)) return undefined;
	const [yuan = "0", rest = ""] = plain.split(".");
	return Number(yuan) * FEN_A_YUAN + Number(rest.padEnd(2, "0"));
}

const KEY = /^[\w-]{8,64}$/;

/** The key of a form, by which it counts once. */
export function requireKey(key: string): void {
	if (!KEY.test(key)) throw new Refusal("invalid", "submissions.brokenForm");
}
