import { eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { sign } from "#domain/approvals/answer.ts";
import { startOf } from "#domain/calendar/rules.ts";
import { FIRST_RULES } from "#domain/points/rules.ts";
import { proposeRules, RULES_APPROVAL } from "#domain/rule-sets/adopt-rules.ts";
import { saveRules } from "#domain/rule-sets/edit-rules.ts";
import type { TypedLine } from "#domain/rule-sets/types.ts";
import type { inviteCast } from "#tests/cast.ts";

type Staff = Pick<Awaited<ReturnType<typeof inviteCast>>["staff"], "wang" | "song">;

/** The portal's own lines as those of a village, entered by Wang on that day and signed by Song. */
export async function adoptedIn(villageId: string, { wang: by, song }: Staff, { decided, month }: { decided: string; month: string }) {
	const at = startOf(decided);
	await saveRules({ villageId, lines: linesAsTyped(), by, at });
	const adoptionId = await proposeRules({ villageId, documentNumber: "村会〔2026〕3号", decidedOn: decided, month, by, at });
	const [asked] = await db.select().from(approvals).where(eq(approvals.subject, adoptionId));
	await sign({ approvalId: asked?.id ?? "", by: song, at }, { rules: RULES_APPROVAL });
}

/** The portal's own rules as an admin types them, with some of them otherwise. */
export function linesAsTyped(more: Record<string, Partial<TypedLine>> = {}): Record<string, TypedLine> {
	const typed = FIRST_RULES.map(({ code, points, heldPoints, gradePoints, capCount, capPeriod }) => {
		const [, four = "", five = ""] = gradePoints ?? [];
		const figures = { points: String(Math.abs(points)), held: String(heldPoints), four: String(four), five: String(five) };
		return [code, { ...figures, times: String(capCount ?? ""), period: capPeriod ?? "month", remark: "", ...more[code] }] as const;
	});
	return Object.fromEntries(typed);
}
