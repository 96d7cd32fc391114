import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ratingLooks } from "#db/schema/ratings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { closeRating } from "#domain/ratings/close-rating.ts";
import { drawScorers } from "#domain/ratings/draw-scorers.ts";
import { markYard } from "#domain/ratings/mark.ts";
import { RATING_OBJECTIONS } from "#domain/ratings/objections.ts";
import { ownResults } from "#domain/ratings/own-results.ts";
import { openRating } from "#domain/ratings/rounds.ts";
import { FIRST_SHEETS } from "#domain/ratings/rules.ts";
import { appointScorer, SCORER_APPROVAL } from "#domain/ratings/scorers.ts";
import { settleRating } from "#domain/ratings/settle-rating.ts";
import type { SheetItem } from "#domain/ratings/types.ts";
import type { Home as WholeHome } from "./homes.ts";
import { seededRandom } from "./random.ts";
import { type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

type Home = Pick<WholeHome, "householdId" | "personId" | "headName" | "villageId">;

interface Rated {
	seed: string;
	staff: Staff;
	homes: Home[];
	/** Whose village is rated, and who objects once. */
	doubter: Home;
	until: Date;
}

/** Two rounds of one village: the first is settled after an objection that was not right, the second is still being seen. Two neighbours and a moderator score. */
export function ratingSteps({ seed, staff, homes, doubter, until }: Rated): Step[] {
	const [by, villageId] = [staff.admin, doubter.villageId];
	const neighbours = homes.filter((home) => home.villageId === villageId && home.householdId !== doubter.householdId).slice(0, 2);
	const li = viewerOf(staff, "shenhe");
	const scorers = new Map([...neighbours.map(memberOf), li].map((viewer) => [viewer.personId, viewer]));
	const day = (ago: number, days: number, hours = 9) =>
		hoursAfter(startOf(`${monthAfter(monthAt(until), -ago)}-01`), (days - 1) * 24 + hours);
	let [first, second, objected] = ["", "", ""];
	const begun = async (at: Date) => {
		const { ratingId } = await openRating({ villageId, profile: "A", by, at });
		for (const { name } of scorers.values()) await appointScorer({ villageId, name, by: viewerOf(staff, "pingxuan"), at });
		await signScorers(viewerOf(staff, "shenji"), at);
		await drawScorers({ ratingId, by, at });
		return ratingId;
	};
	const steps = [
		step(day(2, 4), async (at) => (first = await begun(at))),
		step(day(2, 12), (at) => markAll({ seed, ratingId: first, scorers, share: 1, at })),
		step(day(2, 20), (at) => closeRating({ ratingId: first, by, at })),
		step(day(2, 22), async (at) => {
			objected = (await ownResults(doubter.householdId))[0]?.resultId ?? "";
			if (objected)
				await objectTo(RATING_OBJECTIONS, {
					subject: objected,
					by: memberOf(doubter),
					words: "门前的柴草是邻居家暂放的，不该扣我家的分。",
					at,
				});
		}),
		step(day(2, 24), async (at) => {
			const said = { answer: "三个评分员都在门前地界里看到，按评分表扣的没有错；柴已经请邻居搬走了。", isUpheld: false };
			if (objected) await answerObjection(RATING_OBJECTIONS, { subject: objected, number: 1, by, ...said, at });
		}),
		step(day(1, 6), (at) => settleRating({ ratingId: first, by, at })),
		step(day(1, 8), async (at) => (second = await begun(at))),
		step(day(1, 15), (at) => markAll({ seed, ratingId: second, scorers, share: 0.7, at })),
	];
	return steps.filter(({ at }) => at < until);
}

/** The second signature, of the auditor. */
async function signScorers(by: Viewer, at: Date): Promise<void> {
	const isOpen = and(eq(approvals.kind, "scorer"), isNull(approvals.answer));
	for (const { id: approvalId } of await db.select().from(approvals).where(isOpen))
		await sign({ approvalId, by, at }, { scorer: SCORER_APPROVAL });
}

function memberOf({ personId, headName: name, householdId }: Home): Viewer & { householdId: string } {
	return { personId, name, kind: "villager", sessionId: "", householdId, roles: [] };
}

interface Marking {
	seed: string;
	ratingId: string;
	scorers: Map<string, Viewer>;
	/** How many of the looks are made. */
	share: number;
	at: Date;
}

/** Some yards are better kept than others, and one scorer is stricter; now and then somebody sees it quite differently. What is too far apart is seen again. */
async function markAll({ seed, ratingId, scorers, share, at }: Marking): Promise<void> {
	const items = FIRST_SHEETS[0]?.items ?? [];
	for (const visit of [1, 2]) {
		const looks = await db.select().from(ratingLooks).where(eq(ratingLooks.ratingId, ratingId)).orderBy(asc(ratingLooks.householdId));
		const open = looks.filter((look) => look.visit === visit);
		for (const [n, look] of open.slice(0, Math.ceil(open.length * share)).entries()) {
			const by = scorers.get(look.scorerId);
			if (!by) continue;
			const yard = seededRandom(`${seed}/yard/${Math.floor(n / 3)}`).between(0.75, 1);
			const own = seededRandom(`${seed}/look/${visit}/${n}`);
			const eye = visit === 1 && own.chance(0.04) ? 0.7 : by.kind === "staff" ? 0.97 : 1;
			const given = Object.fromEntries(items.map((item) => [item.code, markFor(item, Math.min(1, yard * eye * own.between(0.95, 1.05)))]));
			const seen = { presence: own.chance(0.8) ? "there" : "absent", weather: "dry", agreedBy: "" };
			await markYard({ lookId: look.id, given, ...seen, by, at: hoursAfter(at, n / 60) });
		}
	}
}

/** The mark nearest to how well it is kept. */
function markFor({ marks }: SheetItem, kept: number): string {
	const wanted = (marks[0] ?? 0) * kept;
	return String(marks.reduce((best, mark) => (Math.abs(mark - wanted) < Math.abs(best - wanted) ? mark : best), marks[0] ?? 0));
}
