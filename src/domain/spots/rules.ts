import { PHOTOS_A_REPORT } from "#db/schema/spots/photos.ts";
import { addDays, dayAt, endOf } from "#domain/calendar/rules.ts";
import type { Calendar } from "#domain/calendar/types.ts";
import { isWorkingDay, workingDaysAfter } from "#domain/calendar/working-days.ts";
import { DAY_MS, HOUR_MS, later } from "#platform/clock.ts";
import type { Cell, Grade, SpotAge, SpotStage } from "./types.ts";

/** 24 hours, 3 days, 7 days, and 7 days for a plan. */
const GRACE_DAYS: Record<Grade, number> = { A: 1, B: 3, C: 7, D: 7 };
export const GAP_DAYS = 15;
const APPEAL_WORKING_DAYS = 3;

/**
 * Until when a spot of this grade is to be fixed. A runs by the hour, because a danger to health knows no holiday. The others end with a day, and one that is no
 * working day gives way to the next that is (民法典 Art. 203).
 */
export function dueAfter(from: Date, grade: Grade, calendar: Calendar): Date {
	return grade === "A" ? later(from, DAY_MS) : endOfDays(from, GRACE_DAYS[grade], calendar);
}

export function gapDueAfter(from: Date, calendar: Calendar): Date {
	return endOfDays(from, GAP_DAYS, calendar);
}

export function appealDueAfter(from: Date, calendar: Calendar): Date {
	return endOf(workingDaysAfter(dayAt(from), APPEAL_WORKING_DAYS, calendar).day);
}

export function endOfDays(from: Date, days: number, calendar: Calendar): Date {
	let day = addDays(dayAt(from), days);
	while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
	return endOf(day);
}

const OPEN: readonly SpotStage[] = ["reported", "checked", "assigned", "in_hand", "half_done", "said_fixed", "relapsed"];

export function isOpen(stage: SpotStage): boolean {
	return OPEN.includes(stage);
}

/** Somebody looked and gave it to a unit, after which nobody turns it away or finds it to be another one. */
export const PROVED_TRUE: readonly SpotStage[] = ["assigned", "in_hand", "half_done", "said_fixed", "confirmed", "relapsed"];

const CONTEST_DAYS = 7;

/** Whether who reported it may say that it is not fixed: while the fix is only said, or for seven days after it was confirmed. */
export function isContestable({ stage, stageAt }: { stage: SpotStage; stageAt: Date }, at: Date): boolean {
	return stage === "said_fixed" || (stage === "confirmed" && later(stageAt, CONTEST_DAYS * DAY_MS) >= at);
}

/** How long it waits for its office, or what is left of its time, in full hours. */
export function ageOf({ stage, foundAt, stageAt, dueAt }: Dated, at: Date): SpotAge {
	const hours = (from: Date, to: Date) => Math.max(0, Math.floor((to.getTime() - from.getTime()) / HOUR_MS));
	if (dueAt && ["assigned", "in_hand", "half_done"].includes(stage))
		return dueAt <= at ? { kind: "late", hours: hours(dueAt, at) } : { kind: "due", hours: hours(at, dueAt) };
	return stage === "said_fixed" ? { kind: "said", hours: hours(stageAt, at) } : { kind: "waited", hours: hours(foundAt, at) };
}

interface Dated {
	stage: SpotStage;
	foundAt: Date;
	stageAt: Date;
	dueAt: Date | null;
}

export const NEAR_METRES = 250;
const DEGREE_METRES = 111_195;

/** Rounded to a thousandth of a degree, about 100 m. Undefined if it is no position on Earth. */
export function cellOf(latitude: number, longitude: number): Cell | undefined {
	const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
	return isOnEarth ? { latitude: Math.round(latitude * 1000), longitude: Math.round(longitude * 1000) } : undefined;
}

/** In metres, on a sphere; over some hundred metres the flat formula is exact to a metre. */
export function metresBetween(one: Cell, other: Cell): number {
	const north = (one.latitude - other.latitude) / 1000;
	const east = ((one.longitude - other.longitude) / 1000) * Math.cos((one.latitude / 1000) * (Math.PI / 180));
	return Math.hypot(north, east) * DEGREE_METRES;
}

/** Farther from a village than its border is uncertain: by phones, by maps that shift it, by outlines that were drawn by hand. */
const FAR_METRES = 2000;

/** Whether a position lies far outside the box around a village's outline, so that it was taken elsewhere. */
export function isFarFrom(cell: Cell, outline: [longitude: number, latitude: number][][][]): boolean {
	const corners = outline.flat(2);
	const nearest = (of: 0 | 1, own: number) => {
		const sides = corners.map((corner) => corner[of] * 1000);
		return Math.min(Math.max(own, Math.min(...sides)), Math.max(...sides));
	};
	const there = { longitude: nearest(0, cell.longitude), latitude: nearest(1, cell.latitude) };
	return corners.length > 0 && metresBetween(cell, there) > FAR_METRES;
}

/** The cells in which everything lies that is near: a box for the index, before the distance itself. */
export function boxAround({ latitude, longitude }: Cell): { south: number; north: number; west: number; east: number } {
	const lines = Math.ceil((NEAR_METRES / DEGREE_METRES) * 1000);
	const width = Math.ceil(lines / Math.max(0.01, Math.cos((latitude / 1000) * (Math.PI / 180))));
	return { south: latitude - lines, north: latitude + lines, west: longitude - width, east: longitude + width };
}

export { PHOTOS_A_REPORT };
export const PLACE_MOST = 40;
