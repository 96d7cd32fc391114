import { and, eq, isNotNull, isNull, ne, or } from "drizzle-orm";
import { db } from "#db/client.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { showStars } from "#domain/ratings/show-stars.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { homesToPropose } from "#domain/titles/desk.ts";
import { grantTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle, showTitle } from "#domain/titles/household-word.ts";
import { noticeTitle, TITLE_OBJECTIONS } from "#domain/titles/notice-title.ts";
import { proposeTitle } from "#domain/titles/propose-title.ts";
import type { Home as WholeHome } from "./homes.ts";
import { type Place, type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

type Home = Pick<WholeHome, "householdId" | "personId" | "headName" | "villageId">;

interface Titling {
	staff: Staff;
	places: Place[];
	homes: Home[];
	/** In whose village it happens, where a round of ratings was settled. */
	doubter: Home;
	until: Date;
}

const SEEN = "去看过：门前扫得干净，柴草码在后院，鸡圈收拾过。";
const WARNED = {
	...{ result: "warned", words: "门前又堆了玉米秆，占了半边路。", days: "30" },
	help: "村里周六来两个人帮着码到后院，找村妇联。",
};
const ASKED = "门口那片菜地是两家合用的，是谁家在收拾？";
const MENDED = { result: "passed", words: "玉米秆码到后院了，门前干净。", help: "", days: "" };

/** Who acts, and the courtyards that were put forward, in their order. */
interface Acting extends Titling {
	village: Viewer;
	above: Viewer;
	known: Map<number, { titleId: string; home: Home }>;
}

type Deed = (titleId: string, home: Home, at: Date) => Promise<unknown>;

/** Courtyards of one village: one has the title and shows it, one was warned, helped and mended it, one is on notice with a question of a neighbour. */
export function titleSteps(titling: Titling): Step[] {
	const { staff, places, doubter, until } = titling;
	const town = places.find(({ id }) => id === doubter.villageId)?.parentId ?? "";
	const above = officer(staff, "town_admin", town) ?? viewerOf(staff, "pingxuan");
	const village = officer(staff, "village_admin", doubter.villageId) ?? viewerOf(staff, "pingxuan");
	const acting = { ...titling, village, above, known: new Map() };
	const day = (days: number, hours = 9) => hoursAfter(startOf(`${monthAfter(monthAt(until), -1)}-01`), (days - 1) * 24 + hours);
	const steps = [...[0, 1].flatMap((n) => titled(acting, n, day)), ...afterwards(acting, day), ...noticed(acting)];
	return steps.filter(({ at }) => at < until);
}

/** Not where a look back is under way, which might find a relapse before the title is given. */
function asked({ village, doubter: { villageId }, homes, known }: Acting, n: number): (at: Date) => Promise<void> {
	return async (at) => {
		const [found, doubtful] = [await homesToPropose(village, { villageId, after: null, at }), await doubtfulHomes()];
		const isSure = (householdId: string) => found.homes.some((one) => one.householdId === householdId) && !doubtful.has(householdId);
		const home = homes.find(({ householdId }) => isSure(householdId));
		if (home) known.set(n, { home, ...(await proposeTitle({ householdId: home.householdId, by: village, at })) });
	};
}

async function doubtfulHomes(): Promise<Set<string>> {
	const { submissionId, answer, inspectorId } = lookbacks;
	const isOpen = and(isNotNull(inspectorId), isNull(answer));
	const rows = await db
		.selectDistinct({ householdId: submissions.householdId })
		.from(lookbacks)
		.innerJoin(submissions, eq(submissions.id, submissionId))
		.where(or(isOpen, ne(answer, "clean")));
	return new Set(rows.map(({ householdId }) => householdId));
}

/** Of a title that there is: a village of few households may have none to put forward. */
function of({ known }: Acting, n: number, at: Date, deed: Deed): Step {
	return step(at, async (now) => {
		const one = known.get(n);
		if (one) await deed(one.titleId, one.home, now);
	});
}

const agree: Deed = (titleId, home, at) => agreeToTitle({ titleId, by: memberOf(home), at });
const notice =
	({ village: by }: Acting): Deed =>
	(titleId, _, at) =>
		noticeTitle({ titleId, by, at });
type Day = (days: number, hours?: number) => Date;

function titled(acting: Acting, n: number, day: Day): Step[] {
	const grant: Deed = (titleId, _, at) => grantTitle({ titleId, words: SEEN, by: acting.above, at });
	return [
		step(day(8, 9 + n), asked(acting, n)),
		of(acting, n, day(8, 12 + n), agree),
		of(acting, n, day(9, 9 + n), notice(acting)),
		of(acting, n, day(19, 9 + n), grant),
	];
}

function afterwards(acting: Acting, day: Day): Step[] {
	const by = viewerOf(acting.staff, "ducha");
	const check =
		(found: typeof WARNED): Deed =>
		(titleId, _, at) =>
			checkTitle({ titleId, ...found, by, at });
	return [
		of(acting, 0, day(20), (titleId, home, at) => showTitle({ titleId, isShown: true, by: memberOf(home), at })),
		of(acting, 0, day(20, 10), (_, home, at) => showStars({ isShown: true, by: memberOf(home), at })),
		of(acting, 1, day(23), check(WARNED)),
		of(acting, 1, day(27), check(MENDED)),
	];
}

function noticed(acting: Acting): Step[] {
	const { homes, doubter, until } = acting;
	const before = (hours: number) => hoursAfter(until, -hours);
	const neighbour = (home: Home) =>
		homes.find((one) => one.villageId === doubter.villageId && one.householdId !== home.householdId) ?? doubter;
	const object: Deed = (titleId, home, at) =>
		objectTo(TITLE_OBJECTIONS, { subject: titleId, by: memberOf(neighbour(home)), words: ASKED, at });
	return [
		step(before(60), asked(acting, 2)),
		of(acting, 2, before(50), agree),
		of(acting, 2, before(40), notice(acting)),
		of(acting, 2, before(20), object),
	];
}

function officer({ viewers }: Staff, role: Role, regionId: string): Viewer | undefined {
	return [...viewers.values()].find(({ roles }) => roles.some((held) => held.role === role && held.regionId === regionId));
}

function memberOf({ personId, headName: name, householdId }: Home): Viewer & { householdId: string } {
	return { personId, name, kind: "villager", sessionId: "", householdId, roles: [] };
}
