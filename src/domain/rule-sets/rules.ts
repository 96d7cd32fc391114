import { monthsOfPeriod, pointsForStars, type RuleCode, type RuleLine } from "#domain/points/rules.ts";
import type { CapPeriod } from "#domain/points/types.ts";
import { MOST_LOST, MOST_POINTS, MOST_TIMES, type Preview, type TypedLine } from "./types.ts";

/** What a village decides about; the rest are the portal's own lines. */
export const VILLAGE_CODES: RuleCode[] = ["P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "N01", "N02"];

/** Points are an honour and buy goods of the store. Whoever ties them to money or to a right that people have anyway is told so; the database refuses the same words. */
export const FORBIDDEN_WORDS = [
	...["罚款", "罚金", "扣钱", "现金", "低保", "医保", "社保", "救助", "补贴", "补助", "养老金", "入学", "上学", "升学"],
	...["宅基地", "承包地", "入党", "参军", "征信", "黑名单", "取消资格", "盖章", "开证明"],
];

export function forbiddenIn(remark: string): string | undefined {
	return FORBIDDEN_WORDS.find((word) => remark.includes(word));
}

export type LineFault = "points" | "held" | "stars" | "times" | "lost";

const figure = (typed: string, most: number) => (/^\d{1,3}$/.test(typed) && Number(typed) <= most ? Number(typed) : undefined);

/** The line as it will be kept, or what is wrong with it. */
export function readLine(code: RuleCode, typed: TypedLine): RuleLine | LineFault {
	const fixed = { code, points: 0, heldPoints: 0, gradePoints: null, capCount: null, capPeriod: null };
	if (code === "N02") return fixed;
	const points = figure(typed.points, code === "N01" ? MOST_LOST : MOST_POINTS);
	if (points === undefined) return "points";
	const capCount = typed.times === "" ? null : figure(typed.times, MOST_TIMES);
	if (capCount === undefined || capCount === 0) return "times";
	const capPeriod: CapPeriod = typed.period === "quarter" ? "quarter" : "month";
	const cap = { capCount, capPeriod: capCount === null ? null : capPeriod };
	if (code === "N01") {
		const isBounded = capCount !== null && capPeriod === "quarter" && points * capCount <= MOST_LOST;
		return isBounded ? { ...fixed, ...cap, points: -points || 0 } : "lost";
	}
	if (code === "P03") {
		const [four, five] = [figure(typed.four ?? "", MOST_POINTS), figure(typed.five ?? "", MOST_POINTS)];
		if (four === undefined || five === undefined || points > four || four > five) return "stars";
		return { ...fixed, ...cap, points, gradePoints: [points, four, five] };
	}
	const heldPoints = code === "P01" ? figure(typed.held ?? "", points) : 0;
	return heldPoints === undefined ? "held" : { ...fixed, ...cap, points, heldPoints };
}

/** One award as it was paid. */
export interface PaidRow {
	householdId: string;
	code: RuleCode;
	month: string;
	evidence: string;
	points: number;
	/** Of the line under which it was paid. */
	gradePoints: [number, number, number] | null;
}

/** What the same awards would have brought under other lines. What an old limit kept out was never written down, so it is in neither sum. */
export function previewOf(paid: PaidRow[], lines: RuleLine[], months: string[]): Preview {
	const totals = new Map(VILLAGE_CODES.map((code) => [code, { paid: 0, would: 0 }]));
	const changes = new Map<string, number>();
	const awards = new Map<string, PaidRow>();
	for (const row of paid) {
		const key = `${row.householdId} ${row.code} ${row.evidence}`;
		awards.set(key, { ...row, points: (awards.get(key)?.points ?? 0) + row.points });
	}
	const given = new Map<string, number>();
	for (const { householdId, code, month, points, gradePoints } of awards.values()) {
		if (points === 0) continue;
		const [line, total] = [lines.find((one) => one.code === code), totals.get(code)];
		if (!line || !total) continue;
		const period = `${householdId} ${code} ${monthsOfPeriod(month, line.capPeriod)[0]}`;
		const times = (given.get(period) ?? 0) + 1;
		given.set(period, times);
		const stars = (gradePoints?.indexOf(points) ?? -1) + 3;
		const full = line.gradePoints ? pointsForStars(line, stars) : line.points;
		const would = line.capCount !== null && times > line.capCount ? 0 : full;
		total.paid += points;
		total.would += would;
		changes.set(householdId, (changes.get(householdId) ?? 0) + would - points);
	}
	const all = [...changes.values()];
	return {
		months,
		lines: [...totals].map(([code, total]) => ({ code, ...total })).filter(({ paid: was, would }) => was !== 0 || would !== 0),
		more: all.filter((change) => change > 0).length,
		less: all.filter((change) => change < 0).length,
		same: all.filter((change) => change === 0).length,
		mostMore: Math.max(0, ...all),
		mostLess: Math.min(0, ...all),
	};
}
