import { and, eq, isNotNull } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { PRESENCES, ratingLooks, ratingMarks, ratingResults, WEATHERS } from "#db/schema/ratings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { lineWithin } from "#domain/text.ts";
import { drawVisit } from "./draw-scorers.ts";
import { type Rating, ratingOf } from "./rounds.ts";
import { medianOf, scoreOf, spreadOf, starsFor, WIDEST_SPREAD, wrongItem } from "./rules.ts";
import { type KeptSheet, sheetOf } from "./sheets.ts";
import { type Marks, NAME_LENGTH, SCORERS } from "./types.ts";

export interface Marking {
	lookId: string;
	/** As they were typed: a mark or "none" (does not apply) for each item. */
	given: Record<string, string>;
	presence: string;
	weather: string;
	/** Profile B: who of the household agreed. */
	agreedBy: string;
	upload?: Upload | undefined;
	by: Viewer;
	at: Date;
}

/** 评分: what one scorer saw, closed with the same press. Sent twice it is one; nobody sees the others' marks before. */
export async function markYard({ upload, ...marking }: Marking): Promise<{ ratingId: string }> {
	if (!upload) return write((tx) => close(tx, marking, null));
	try {
		const look = await ownLook(db, marking);
		if (look.closedAt) return { ratingId: look.ratingId };
		const { by, at } = marking;
		await takeInPhoto({
			...{ upload, householdId: look.householdId, personId: by.personId, at },
			place: async (tx, photoId) => void (await close(tx, marking, photoId)),
		});
		return { ratingId: look.ratingId };
	} finally {
		await discardUpload(upload);
	}
}

type Bare = Omit<Marking, "upload">;

async function close(tx: Tx, { lookId, by, at, ...typed }: Bare, photoId: string | null): Promise<{ ratingId: string }> {
	const look = await ownLook(tx, { lookId, by });
	const rating = (await ratingOf(tx, look.ratingId)) as Rating;
	const sheet = await sheetOf(tx, rating.sheetId);
	const marks = marksOf(sheet, typed.given);
	if (look.closedAt) return sameAgain(tx, lookId, { ratingId: look.ratingId, marks });
	if (rating.stage !== "drawn" && !(rating.stage === "closed" && look.visit > 1)) throw new Refusal("conflict", "ratings.roundOver");
	await requireImpartial(tx, by, look.householdId);
	await requireNoResult(tx, look);
	const seen = conditionsOf(sheet, typed);
	await tx.insert(ratingMarks).values(Object.entries(marks).map(([code, mark]) => ({ lookId, code, mark })));
	const score = scoreOf(sheet, marks);
	await tx
		.update(ratingLooks)
		.set({ ...seen, score, photoId, closedAt: at })
		.where(eq(ratingLooks.id, lookId));
	await record(tx, { at, actorId: by.personId, action: "rating.mark", subject: `rating:${look.ratingId}` });
	await finishVisit(tx, { rating, sheet, householdId: look.householdId, visit: look.visit, at });
	return { ratingId: look.ratingId };
}

async function ownLook(reader: Reader, { lookId, by }: Pick<Marking, "lookId" | "by">) {
	const [look] = await reader.select().from(ratingLooks).where(eq(ratingLooks.id, lookId));
	if (look?.scorerId !== by.personId) throw new Refusal("not_found", "common.notFound");
	return look;
}

async function requireNoResult(tx: Tx, { ratingId, householdId, visit }: typeof ratingLooks.$inferSelect): Promise<void> {
	const own = and(eq(ratingResults.ratingId, ratingId), eq(ratingResults.householdId, householdId), eq(ratingResults.visit, visit));
	if ((await tx.$count(ratingResults, own)) > 0) throw new Refusal("conflict", "ratings.roundOver");
}

/** The same form again is the same look; other marks are refused. */
async function sameAgain(tx: Tx, lookId: string, { ratingId, marks }: { ratingId: string; marks: Marks }) {
	const rows = await tx.select().from(ratingMarks).where(eq(ratingMarks.lookId, lookId));
	if (rows.some(({ code, mark }) => marks[code as keyof Marks] !== mark)) throw new Refusal("conflict", "ratings.closedAlready");
	return { ratingId };
}

function marksOf(sheet: KeptSheet, given: Record<string, string>): Marks {
	const typed = sheet.items.flatMap(({ code }) => {
		const said = given[code];
		return said === undefined || said === "" ? [] : [[code, said === "none" ? null : Number(said)]];
	});
	const marks: Marks = Object.fromEntries(typed);
	const wrong = wrongItem(sheet, marks);
	if (wrong) throw new Refusal("invalid", "ratings.markMissing", { field: wrong });
	return marks;
}

function conditionsOf({ profile }: KeptSheet, typed: Pick<Marking, "presence" | "weather" | "agreedBy">) {
	const presence = PRESENCES.find((one) => one === typed.presence);
	const weather = WEATHERS.find((one) => one === typed.weather);
	if (!presence) throw new Refusal("invalid", "ratings.presenceMissing", { field: "presence" });
	if (!weather) throw new Refusal("invalid", "ratings.weatherMissing", { field: "weather" });
	if (profile === "A") return { presence, weather, agreedBy: null };
	const agreedBy = lineWithin(typed.agreedBy, NAME_LENGTH);
	if (presence !== "there" || agreedBy === undefined) throw new Refusal("invalid", "ratings.roomsNeedConsent", { field: "agreedBy" });
	return { presence, weather, agreedBy };
}

interface Visit {
	rating: Rating;
	sheet: KeptSheet;
	householdId: string;
	visit: number;
	at: Date;
}

/** Once all who were drawn have closed (after the round only those who came): the median, or, too far apart, another visit. */
export async function finishVisit(tx: Tx, { rating, sheet, householdId, visit, at }: Visit): Promise<void> {
	const { ratingId } = rating;
	const own = and(eq(ratingLooks.ratingId, ratingId), eq(ratingLooks.householdId, householdId), eq(ratingLooks.visit, visit));
	const drawn = await tx.$count(ratingLooks, own);
	const scores = (
		await tx
			.select({ score: ratingLooks.score })
			.from(ratingLooks)
			.where(and(own, isNotNull(ratingLooks.closedAt)))
	).map(({ score }) => score ?? 0);
	if (scores.length < SCORERS.least || (scores.length < drawn && rating.stage === "drawn")) return;
	const [score, spread] = [medianOf(scores), spreadOf(scores)];
	if (spread > WIDEST_SPREAD && visit === 1) {
		await drawVisit(tx, { rating, householdId, visit: 2, actorId: null, at });
		return;
	}
	await tx.insert(ratingResults).values({ ratingId, householdId, visit, score, spread, stars: starsFor(score, sheet), at });
}
