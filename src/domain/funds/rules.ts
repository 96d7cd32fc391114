import { monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { DAY_MS, later } from "#platform/clock.ts";

/** A yuan a point: a village's fund, not a bank. */
export const LARGEST_DEPOSIT = 1_000_000;

/** An award is covered whole or not at all, and the smallest of the portal's own rules brings three. */
const SMALLEST_AWARD = 3;

export type FundState = "none" | "empty" | "low" | "enough";

/** Low: less than a tenth of all that was put up is left. */
export function fundState({ deposited, left }: { deposited: number; left: number }): FundState {
	if (deposited === 0) return "none";
	if (left < SMALLEST_AWARD) return "empty";
	return left * 10 < deposited ? "low" : "enough";
}

/** "2026-Q4". */
export function isQuarter(text: string): boolean {
	return /^20\d\d-Q[1-4]$/.test(text);
}

/** "2026-Q4" of "2026-11". */
export function quarterOf(month: string): string {
	return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

const LASTS_MONTHS = 24;
const FIRST_WORD_DAYS = 90;
const SECOND_WORD_DAYS = 30;

/** Points of a month last until the end of the same month two years later. */
export function expiresAt(month: string): Date {
	return startOf(`${monthsOn(month, LASTS_MONTHS + 1)}-01`);
}

/** The newest month of which households are told by now. */
export function newestToAnnounce(at: Date): string {
	return monthsOn(monthAt(later(at, FIRST_WORD_DAYS * DAY_MS)), -LASTS_MONTHS - 1);
}

function monthsOn(month: string, more: number): string {
	const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + more;
	return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

export interface LotFigures {
	month: string;
	given: number;
	expired: number;
}

/** What is left of a month's points: what was spent, was spent of the oldest. */
export function leftIn(month: string, lots: LotFigures[], redeemable: number): number {
	const net = (some: LotFigures[]) => some.reduce((sum, { given, expired }) => sum + given - expired, 0);
	const spent = net(lots) - redeemable;
	const [own, until] = [net(lots.filter((lot) => lot.month === month)), net(lots.filter((lot) => lot.month <= month))];
	return Math.min(own, Math.max(0, until - spent));
}

type Told = { step: "ninety" | "thirty"; at: Date }[];

/** What is due for a month's points: a word ninety days before, another thirty days before, then their end; each only so long after the one before it. */
export function dueStep(month: string, told: Told, { dueBy, at }: Sweep): "ninety" | "thirty" | "expire" | null {
	const [first, second] = (["ninety", "thirty"] as const).map((step) => told.find((one) => one.step === step)?.at);
	const isPast = (moment: Date, days: number) => later(moment, days * DAY_MS) <= at;
	const end = expiresAt(month);
	if (!first) return later(end, -FIRST_WORD_DAYS * DAY_MS) <= dueBy ? "ninety" : null;
	if (!second)
		return later(end, -SECOND_WORD_DAYS * DAY_MS) <= dueBy && isPast(first, FIRST_WORD_DAYS - SECOND_WORD_DAYS) ? "thirty" : null;
	return end <= dueBy && isPast(first, FIRST_WORD_DAYS) && isPast(second, SECOND_WORD_DAYS) ? "expire" : null;
}
