import type { Messages } from "../messages.ts";

export const rosterFormat: Messages["admin"]["rosterFormat"] = {
	title: "How to write the table",
	intro:
		"One line a household; the first columns say its village and hamlet. To enter places only, leave the other columns empty. The first line holds the titles, in any order.",
	column: "Title",
	meaning: "What to write",
	columns: {
		districtCode: "6 or 12 digits, for example 990101",
		district: "Name of the district",
		townCode: "9 or 12 digits, for example 990101100",
		town: "Name of the town or street",
		villageCode: "12 digits (statistical code), for example 990101100201",
		village: "Name of the village or community",
		hamletCode: "3 digits of your own, for example 001; or all 15",
		hamlet: "Name of the hamlet, group, grid or estate",
		number: "4 digits, once in its hamlet, for example 0001",
		headName: "Name of the head of the household",
		status: "常住 (lived in), 外出 (away), 空置 (empty); blank means 常住",
		isHardship: "是 (yes), 否 (no); blank means 否",
		isUnranked: "是 (yes), 否 (no); blank means 否",
	},
	upperCodes:
		"Codes of digits tell what they belong to, so the codes above may be left out. Places that the portal does not know yet need a name.",
	localCodes:
		"Where there is no national code, use 12 digits of your own beginning with 9, or a short code beginning with L- (L-QS-01) together with the code above.",
	blanks:
		"For households that are there already, a blank cell changes nothing. Importing again doubles nothing, and a household that is not in the file stays.",
	forbidden: "Keep ID-card, household-register and phone numbers out: a file with one of them is refused as a whole.",
	encoding:
		"Both “CSV UTF-8 (comma delimited)” and “CSV (comma delimited)” from Excel will do. Format the code columns as text first, so that no digits change.",
	answers:
		"Lines with a question may be answered in a column 处理: 换户主, 去世, 交给家人, 改名字, 换编号, 搬家, 新增, 改名, 不改, 调整, 跳过.",
	allOrNothing: "If anything is wrong, the whole file is refused and nothing changes; you are told the line, the column and the reason.",
};
