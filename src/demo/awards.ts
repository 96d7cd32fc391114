import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { households } from "#db/schema/households.ts";
import { sign } from "#domain/approvals/answer.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { addDays, dayAt, monthAt, startOf } from "#domain/calendar/rules.ts";
import { FIRST_RULES } from "#domain/points/rules.ts";
import { proposeRules, RULES_APPROVAL } from "#domain/rule-sets/adopt-rules.ts";
import { saveRules } from "#domain/rule-sets/edit-rules.ts";
import type { TypedLine } from "#domain/rule-sets/types.ts";
import type { Home } from "./homes.ts";
import { type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

interface Awarding {
	staff: Staff;
	/** In whose village it happens; it is asked whether it was helped. */
	helped: Pick<Home, "householdId" | "villageId">;
	until: Date;
}

/** A village adopts its rules, entered by one person and signed by another; later its clean-up day pays by a list, and help of neighbours waits for a word. */
export function awardSteps({ staff, helped, until }: Awarding): Step[] {
	const [by, { villageId, householdId }] = [viewerOf(staff, "pingxuan"), helped];
	const day = (ago: number, days: number) => hoursAfter(startOf(`${monthAfter(monthAt(until), -ago)}-01`), (days - 1) * 24 + 10);
	let adoptionId = "";
	const steps = [
		step(day(2, 5), async (at) => {
			await saveRules({ villageId, lines: lines(), by, at });
			const meeting = { documentNumber: "村会〔2026〕9号", decidedOn: dayAt(at), month: monthAfter(monthAt(at), 1) };
			adoptionId = await proposeRules({ villageId, ...meeting, by, at });
		}),
		step(day(2, 6), async (at) => {
			const [asked] = await db.select().from(approvals).where(eq(approvals.subject, adoptionId));
			if (asked) await sign({ approvalId: asked.id, by: viewerOf(staff, "shenji"), at }, { rules: RULES_APPROVAL });
		}),
		step(day(1, 12), async (at) => {
			const came = (await doorsBeside(villageId, householdId)).join("\n");
			const words = "组长在村口点的名，照片在村委会。";
			await enter({ key: "demo-cleanup", code: "P04", occasion: "秋收后集中清洁", homes: came, helped: "", words }, at);
		}),
		step(day(1, 20), async (at) => {
			const [helper = ""] = await doorsBeside(villageId, householdId);
			const own = await db.select({ door: households.doorToken }).from(households).where(eq(households.id, householdId));
			const about = { occasion: "帮邻居清院里的旧木料", homes: helper, helped: own[0]?.door ?? "", words: "包片干部看着清的。" };
			await enter({ key: "demo-neighbours", code: "P05", ...about }, at);
		}),
	];
	const enter = (list: Record<"key" | "code" | "occasion" | "homes" | "helped" | "words", string>, at: Date) =>
		enterList({ ...list, villageId, heldOn: addDays(dayAt(at), -1), paperNumber: "", by, at });
	return steps.filter(({ at }) => at < until);
}

/** Three doors of the same village. */
async function doorsBeside(villageId: string, householdId: string): Promise<string[]> {
	const others = and(eq(households.villageId, villageId), ne(households.id, householdId), isNull(households.closedAt));
	const rows = await db.select({ door: households.doorToken }).from(households).where(others).orderBy(asc(households.id)).limit(3);
	return rows.map(({ door }) => door);
}

/** The portal's own figures, with the village's words beside the clean-up. */
function lines(): Record<string, TypedLine> {
	const typed = FIRST_RULES.map(({ code, points, heldPoints, gradePoints, capCount, capPeriod }): [string, TypedLine] => {
		const [, four = "", five = ""] = gradePoints ?? [];
		const figures = { points: String(Math.abs(points)), held: String(heldPoints), four: String(four), five: String(five) };
		const cap = { times: String(capCount ?? ""), period: capPeriod ?? "month" };
		return [code, { ...figures, ...cap, remark: code === "P04" ? "组长点名，半天算一次" : "" }];
	});
	return Object.fromEntries(typed);
}
