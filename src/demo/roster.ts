import type { District, HouseholdRow } from "./district.ts";

const TITLES = ["区县代码", "区县", "镇街代码", "镇街", "村代码", "村", "组代码", "组", "户编号", "户主", "状态", "困难户"];
const STATUS = { lived_in: "常住", away: "外出", empty: "空置" };

/** The district as the file that a county's clerk would save from a spreadsheet. */
export function rosterOf(district: District): Buffer {
	const lines = [TITLES, ...district.households.map((row) => cells(district, row))];
	return Buffer.from(`\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n`);
}

function cells(district: District, { town, village, hamlet, number, headName, status, isHardship }: HouseholdRow): string[] {
	const places = [district, town, village, hamlet].flatMap(({ code, name }) => [code, name]);
	return [...places, number, headName, STATUS[status], isHardship ? "是" : "否"];
}
