import type { Messages } from "../messages.ts";

export const householdReasons: Messages["households"]["reasons"] = {
	idCard: "This looks like an ID-card number. The portal does not take them: delete it.",
	lineBreak: "There is a line break inside. Write it in one line.",
	garbled: "There are garbled characters inside. Mend them by the original list and save as “CSV UTF-8”.",
	lostCharacter: "There is a question mark: a rare character was probably lost in saving. Mend it and save as “CSV UTF-8”.",
	privateCharacter:
		"There is a character with a code of one machine's own, which others cannot show. Replace it by the one that can be typed.",
	numberInName: "There is a long number in the name. Leave out phone and ID numbers.",
	tooLong: ({ most }) => `Too long: ${most} characters at most.`,
	strangeCharacter: "There are signs inside that no name needs.",
	number: "The number of a household is 0001 to 9999, once in its hamlet.",
	numberMissing: "This line has a household but no household number.",
	headMissing: "A new household needs its head's name.",
	hamletMissing: "The hamlet of this household is missing. A community without hamlets can number its grids or estates.",
	householdTwice: ({ line }) => `The same household number stands on line ${line}, in the same hamlet.`,
	status: "The status is one of: 常住, 外出, 空置.",
	sameName: "Two hamlets of the village bear this name and will be mixed up. Give one of them another name.",
	answer: "The column 处理 may say: 换户主, 去世, 交给家人, 改名字, 换编号, 搬家, 新增, 改名, 不改, 调整, 跳过.",
	yesOrNo: "Only 是 or 否 here.",
	codeMissing: "There is a name, but no code.",
	placeMissing: "This line names no village and no hamlet.",
	nameMissing: "This code is new here: give its name.",
	nameDiffers: ({ line, name }) => `Line ${line} calls the same code “${name}”. Make them the same.`,
	placeElsewhere: ({ line }) => `Line ${line} puts the same code on another level, or under another place.`,
	placeMoved: "This code belongs to another level here.",
	placeMerged: ({ into }) =>
		`This hamlet was merged into ${into}, where numbers were given anew; its lines changed nothing. Use the code of ${into}.`,
	placeClosed: "This place is closed in the portal and does not change any more.",
	aboveUnknown: ({ above }) => `The place above, ${above}, is neither in the file nor in the portal. Add a line for it.`,
	notYours: "This place is outside your region.",
	unknownColumn:
		"Unknown column. Rename it as in the template, or delete it. Keep ID, household-register and phone numbers out of the file.",
	columnTwice: "This column is there twice: keep one.",
	noCodeColumn: "No column of codes in the first line. It should hold titles such as 村代码, 村, 组代码, 组, 户编号, 户主.",
	tooManyCells: "This line has more cells than the first one. Put a name with a comma into double quotes.",
	quotes: "From here on the double quotes do not pair up. Look at the quotes near this line.",
	encoding:
		"A character is broken (shown as �): saving or sending probably lost a byte. Mend this cell by the original list and save it as “CSV UTF-8 (comma delimited)”.",
	otherEncoding: ({ encoding, others }) =>
		`This line is written in ${encoding}, the others in ${others}; mixed they turn into other characters. Type this line anew in Excel and save as “CSV UTF-8 (comma delimited)”.`,
	misread:
		"The titles are garbled: the file was opened in a wrong encoding and saved again, and its names are broken too. Take the original, open it in Excel by Data → From Text/CSV, and save as “CSV UTF-8 (comma delimited)”.",
	notSeparated:
		"The first line is not divided into cells. Put commas between the titles, or save in Excel as “CSV UTF-8 (comma delimited)”.",
	otherSeparator: ({ separator }) =>
		`This line is divided by “${separator}”, not as the first line is, so that it has no cells. Use the sign of the first line.`,
	separatorTaken: ({ separator }) => `The cells are divided by “${separator}”, not by commas; they were read in this way. Please check.`,
	webPage: "This is a web page (HTML or XML) that was only named .csv. Open it in Excel and save as “CSV UTF-8 (comma delimited)”.",
	exampleLine: "This is the template's example; it was not imported.",
	exampleOnly: "There is only the template's example in the file. Put your own places and households in its place.",
	empty: "There is nothing in the file.",
	tooLarge: "The file is larger than 64 MB. Split it by town.",
	tooManyFaults: ({ line, count }) =>
		`There are too many errors: from line ${line} on, ${count} more lines were not read. Mostly it is one mistake, such as a whole column; mend those before, then send the file again.`,
	tooManyLines: "From here on there are more than 300,000 lines. Split the file by town.",
	tooManyChanges: ({ count, most }) =>
		`The file gives ${count} households another head or number; ${most} at a time is the most. Put the lines from here on into another file, one for each town or village. If most heads differ, look first whether a column has slipped.`,
	workbook: "This is an Excel workbook. Use “Save as” and choose “CSV UTF-8 (comma delimited)”.",
	notText: "This is no table of text. Send a CSV file.",
};
