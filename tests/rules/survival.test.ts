import { expect, test } from "vitest";
import { type Seen, survivalOf, weightedShare } from "#domain/lookbacks/survival.ts";

/** "13" relapsed on day 13, "13+" was seen clean until then. */
const seen = (days: string, weight = 1): Seen[] =>
	days.split(" ").map((day) => ({ day: Number.parseInt(day, 10), isRelapsed: !day.endsWith("+"), weight }));

// Acute myelogenous leukaemia, maintained group: Miller (1981), "Survival Analysis"; survfit(Surv(time, status) ~ x, aml, conf.type = "log-log") in R.
const AML = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+";
const AML_TABLE = [
	[9, 11, 1, 0.909, 0.0867, 0.508, 0.987],
	[13, 10, 1, 0.818, 0.1163, 0.447, 0.951],
	[18, 8, 1, 0.716, 0.1397, 0.35, 0.899],
	[23, 7, 1, 0.614, 0.1526, 0.266, 0.835],
	[31, 5, 1, 0.491, 0.1642, 0.167, 0.753],
	[34, 4, 1, 0.368, 0.1627, 0.093, 0.657],
	[48, 2, 1, 0.184, 0.1535, 0.012, 0.525],
];
// 6-MP in remission: Freireich and others (1963), the table of Kalbfleisch and Prentice; ties at 6 and censored days that tie with relapses (6+, 10+).
const REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
const REMISSION_TABLE = [
	[6, 21, 3, 0.857, 0.0764],
	[7, 17, 1, 0.807, 0.0869],
	[10, 15, 1, 0.753, 0.0963],
	[13, 12, 1, 0.69, 0.1068],
	[16, 11, 1, 0.627, 0.1141],
	[22, 7, 1, 0.538, 0.1282],
	[23, 6, 1, 0.448, 0.1346],
];

test("the curve and its band are those of the published example, with ties and what was not seen to its end", () => {
	const told = survivalOf(seen(AML));
	expect(told).toHaveLength(7);
	for (const [n, [day, atRisk, relapses, survival, error, low, high]] of AML_TABLE.entries()) {
		expect(told[n]).toMatchObject({ day, atRisk, relapses });
		expect(told[n]?.survival).toBeCloseTo(survival as number, 3);
		expect(told[n]?.error).toBeCloseTo(error as number, 4);
		expect([told[n]?.low, told[n]?.high].map((one) => Number(one?.toFixed(3)))).toEqual([low, high]);
	}
	const other = survivalOf(seen(REMISSION));
	expect(other.map(({ day, atRisk, relapses, survival, error }) => [day, atRisk, relapses, survival.toFixed(3), error.toFixed(4)])).toEqual(
		REMISSION_TABLE.map(([day, atRisk, relapses, survival, error]) => [day, atRisk, relapses, survival?.toFixed(3), error?.toFixed(4)]),
	);
});

test("in which order they come and how large all weights are does not matter; none is an empty curve, and all relapsed ends at nothing", () => {
	const plain = survivalOf(seen(AML));
	for (const other of [survivalOf(seen(AML).reverse()), survivalOf(seen(AML, 5))])
		for (const [n, step] of other.entries()) expect(step.low).toBeCloseTo(plain[n]?.low as number, 12);
	expect(survivalOf([])).toEqual([]);
	expect(survivalOf(seen("30+ 90+"))).toEqual([]);
	expect(survivalOf(seen("30 30"))).toMatchObject([{ survival: 0, low: 0, high: 0 }]);
});

test("a pair that was looked at by one chance in five stands for five, and its band is wider than that of five", () => {
	const weighted = survivalOf([...seen("30 90+", 1), ...seen("30+ 30+ 90+", 5)]);
	expect(weighted[0]?.survival).toBeCloseTo(1 - 1 / 17, 12);
	const five = survivalOf([...seen("30 90+"), ...seen("30+ 30+ 90+").flatMap((one) => Array.from({ length: 5 }, () => one))]);
	expect(five[0]?.survival).toBeCloseTo(weighted[0]?.survival as number, 12);
	expect((weighted[0]?.high as number) - (weighted[0]?.low as number)).toBeGreaterThan(
		(five[0]?.high as number) - (five[0]?.low as number),
	);
});

test("with equal weights a share has Wilson's interval", () => {
	// Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 and 0 of 20.
	const looks = (part: number, whole: number) => Array.from({ length: whole }, (_, n) => ({ isSo: n < part, weight: 2 }));
	const told = weightedShare(looks(81, 263));
	expect([told.low.toFixed(4), told.high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
	expect(weightedShare(looks(0, 20)).high.toFixed(4)).toBe("0.1611");
	expect(weightedShare([])).toEqual({ of: 0, share: null, low: 0, high: 1 });
});
