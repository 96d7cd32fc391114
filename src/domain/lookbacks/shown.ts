import { type SQL, sql } from "drizzle-orm";
import { dayAt, startOf } from "#domain/calendar/rules.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { DAY_MS } from "#platform/clock.ts";
import type { LookbackAnswer } from "./types.ts";

/** What was found of a household's public pairs; whether it lets that be told. */
interface Look {
	day: number;
	answer: LookbackAnswer;
	answeredAt: number;
	publishedAt: number;
	isShown: 0 | 1;
}

/** All looks back at a household's public pairs, as one column of another statement, the newest first; `toldLooks` says what of it is told. */
export function looksAt(householdId: SQL) {
	return sql`(select json_group_array(json_object('day', l.day, 'answer', l.answer, 'answeredAt', l.answered_at, 'publishedAt', submissions.published_at,
			'isShown', l.shown_at is not null))
		from submissions join lookbacks l on l.submission_id = submissions.id and l.answered_at is not null
		where submissions.household_id = ${householdId} and ${isPublic})`.mapWith((json: string): Look[] =>
		(JSON.parse(json) as Look[]).sort((a, b) => b.answeredAt - a.answeredAt),
	);
}

/** The looks that the household lets be told, and for how many days all of them, told or not, found it clean: only while the newest one is told. */
export function toldLooks(looks: Look[]) {
	const told = looks.filter(({ isShown }) => isShown).map(({ day, answer, answeredAt }) => ({ day, answer, at: new Date(answeredAt) }));
	const [newest] = looks;
	if (!newest?.isShown || newest.answer !== "clean") return { told, staysClean: null };
	const other = looks.findIndex(({ answer }) => answer !== "clean");
	const clean = other < 0 ? looks : looks.slice(0, other);
	const since = Math.min(...clean.map(({ publishedAt }) => publishedAt));
	// What was done before the last other answer had not stayed so.
	const from = Math.max(since, other < 0 ? 0 : (looks[other]?.answeredAt ?? 0));
	return { told, staysClean: daysFrom(new Date(from), new Date(newest.answeredAt)) };
}

/** Days of the calendar in Beijing: somebody who comes on the ninetieth morning comes after ninety days. */
function daysFrom(from: Date, until: Date): number {
	return Math.round((startOf(dayAt(until)).getTime() - startOf(dayAt(from)).getTime()) / DAY_MS);
}
