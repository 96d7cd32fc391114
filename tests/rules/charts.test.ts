import { expect, test } from "vitest";
import { across, band, bar, dot, frame, levels, line, ruler, unitDot } from "#ui/charts/marks.ts";

test.each([
	["votes", [27, 14, 0], ["0%", "53.89%", "97%"], [0, 5, 10, 15, 20, 25]],
	["nobody has any", [0, 0], ["0%"], [0, 1]],
	["shares below one", [0.4], ["0%"], [0, 1]],
])("%s: the largest ends short of the edge, and only whole figures stand below", (_name, values, places, ticks) => {
	const scale = across(values);
	expect([0, 15, 27].slice(0, places.length).map((value) => scale.at(value).replace(/(\.\d\d)\d+/, "$1"))).toEqual(places);
	expect(scale.ticks).toEqual(ticks);
});

test("a bar lies between its foot and its value; who is honoured is told by more than the length", () => {
	const scale = across([100]);
	expect(bar(scale, 50, { isHonoured: false })).toMatchObject({ x: 0, width: "48.5%", class: "plot-bar" });
	expect(bar(scale, 50, { isHonoured: true }).class).toBe("plot-bar is-honoured");
	expect(ruler(scale).map(({ class: look }) => look)).toEqual(["plot-foot", ...Array(5).fill("plot-line")]);
});

test("a dot stands on its interval, whose ends are marked", () => {
	const [whisker, low, high, middle] = dot(across([100]), { value: 80, low: 60, high: 90 });
	expect(whisker).toMatchObject({ x1: "58.2%", x2: "87.3%", y1: "50%", y2: "50%" });
	expect([low?.["x1"], high?.["x2"]]).toEqual(["58.2%", "87.3%"]);
	expect(middle).toMatchObject({ tag: "circle", cx: "77.6%" });
});

test.each([
	["one stroke", [0, 50, 100], "M0 100L50 50L100 0"],
	["a gap in the middle", [0, null, 100], "M0 100M100 0"],
	["a gap at the start", [null, 50, 100], "M50 50L100 0"],
	["nothing measured", [null, null, null], ""],
])("a line: %s", (_name, values, d) => {
	const points = values.map((value, time) => ({ time, value }));
	expect(line(frame([0, 2], [0, 100]), points)["d"]).toBe(d);
});

test("a band goes along its upper edge and back along the lower, with the line inside", () => {
	const points = [
		{ time: 0, value: 50, low: 40, high: 60 },
		{ time: 1, value: 70, low: 65, high: 80 },
	];
	const [area, middle] = band(frame([0, 1], [0, 100]), points);
	expect(area?.["d"]).toBe("M0 40L100 20L100 35L0 60Z");
	expect(middle?.["d"]).toBe("M0 50L100 30");
});

test("the lines for reading values lie across the box, the foot at the bottom", () => {
	const marks = levels(frame([0, 40], [50]));
	expect(marks.map(({ y1, class: look }) => [y1, look])).toEqual([
		["100%", "plot-foot"],
		...["80%", "60%", "40%", "20%", "0%"].map((height) => [height, "plot-line"]),
	]);
	expect(frame([0, 40], [50]).ticks).toEqual({ x: [0, 10, 20, 30, 40], y: [0, 10, 20, 30, 40, 50] });
});

test.each([
	["within", ["plot-dot is-open"]],
	["beyond", ["plot-dot"]],
	["far", ["plot-dot", "plot-ring"]],
] as const)("a unit %s its limits is told by its shape, in its place", (stands, looks) => {
	const marks = unitDot(frame([0, 40], [50]), { time: 10, value: 25 }, stands);
	expect(marks.map(({ class: look }) => look)).toEqual(looks);
	for (const mark of marks) expect(mark).toMatchObject({ cx: "25%", cy: "50%" });
});
