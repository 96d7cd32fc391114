import { FIRST_RULES } from "#domain/points/rules.ts";
import type { TypedLine } from "#domain/rule-sets/types.ts";

/** The portal's own rules as an admin types them, with some of them otherwise. */
export function linesAsTyped(more: Record<string, Partial<TypedLine>> = {}): Record<string, TypedLine> {
	const typed = FIRST_RULES.map(({ code, points, heldPoints, gradePoints, capCount, capPeriod }) => {
		const [, four = "", five = ""] = gradePoints ?? [];
		const figures = { points: String(Math.abs(points)), held: String(heldPoints), four: String(four), five: String(five) };
		return [code, { ...figures, times: String(capCount ?? ""), period: capPeriod ?? "month", remark: "", ...more[code] }] as const;
	});
	return Object.fromEntries(typed);
}
