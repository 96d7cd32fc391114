import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ratingLooks } from "#db/schema/ratings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { drawScorers } from "#domain/ratings/draw-scorers.ts";
import { markYard } from "#domain/ratings/mark.ts";
import { openRating } from "#domain/ratings/rounds.ts";
import { FIRST_SHEETS } from "#domain/ratings/rules.ts";
import { appointScorer, SCORER_APPROVAL } from "#domain/ratings/scorers.ts";
import type { Profile } from "#domain/ratings/types.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

/** Scorers of 青石村: Li, Chen and Du (a member of each household that is rated). Bao's is seen by all three, Chen's and Du's by the two others. */
export const SCORERS_OF_QINGSHI = ["李敏", "陈桂兰", "杜长河"];

export async function openedRating(cast: Cast, profile: Profile = "A", at = MORNING): Promise<string> {
	const { wang: by } = cast.staff;
	const villageId = cast.places.qingshi.id;
	const { ratingId } = await openRating({ villageId, profile, by, at });
	for (const name of SCORERS_OF_QINGSHI) await appointScorer({ villageId, name, by, at });
	await signScorers(cast.staff.song, at);
	return ratingId;
}

/** The second signature for each scorer who was named. */
export async function signScorers(by: Viewer, at = MORNING): Promise<void> {
	const open = await db
		.select()
		.from(approvals)
		.where(and(eq(approvals.kind, "scorer"), isNull(approvals.answer)));
	for (const { id: approvalId } of open) await sign({ approvalId, by, at }, { scorer: SCORER_APPROVAL });
}

export async function drawnRating(cast: Cast, profile: Profile = "A", at = MORNING): Promise<string> {
	const ratingId = await openedRating(cast, profile, at);
	await drawScorers({ ratingId, by: cast.staff.wang, at });
	return ratingId;
}

/** Full marks but for these. */
export function given(other: Record<string, string> = {}, profile: Profile = "A"): Record<string, string> {
	const items = FIRST_SHEETS.find((sheet) => sheet.profile === profile)?.items ?? [];
	return { ...Object.fromEntries(items.map(({ code, marks }) => [code, String(marks[0])])), ...other };
}

export async function looksAt(householdId: string, visit = 1) {
	return (await db.select().from(ratingLooks)).filter((look) => look.householdId === householdId && look.visit === visit);
}

/** Whoever was drawn marks the household, each by what is given for their name, or else with full marks. */
export async function markedBy(
	viewers: Viewer[],
	householdId: string,
	{ visit = 1, at = MORNING, ...marks }: { visit?: number; at?: Date; [name: string]: unknown } = {},
): Promise<void> {
	for (const look of await looksAt(householdId, visit)) {
		const by = viewers.find(({ personId }) => personId === look.scorerId) as Viewer;
		const own = given((marks[by.name] as Record<string, string>) ?? {});
		await markYard({ lookId: look.id, given: own, presence: "there", weather: "dry", agreedBy: "", by, at });
	}
}
