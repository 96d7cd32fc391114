import { expect, test } from "vitest";
import { codeAbove, codeSource, isOddCode, kindOf, plainName, regionCode } from "#domain/regions/rules.ts";

const town = { level: "town", code: "990101100000" } as const;
const village = { level: "village", code: "990101100201" } as const;

test.each([
	["district", "990101", null, "990101000000"],
	["district", "990101000000", null, "990101000000"],
	["district", "442000", null, "442000000000"],
	["district", "441900", null, "441900000000"],
	["town", "442000001", { level: "district", code: "442000000000" }, "442000001000"],
	["village", "442000001001", { level: "town", code: "442000001000" }, "442000001001"],
	["village", "༩༩༠༡༠༡༡༠༠༢༠༡", town, "990101100201"],
	["village", "990101100201.0", town, "990101100201"],
	["village", "’990101100201", town, "990101100201"],
	["town", "L－SL", { level: "district", code: "L-1" }, "L-SL"],
	["town", "990101100", null, "990101100000"],
	["village", "９９０１０１１００２０１", town, "990101100201"],
	["village", "'990101100201", town, "990101100201"],
	["village", '="990101100201"', town, "990101100201"],
	["hamlet", "1", village, "990101100201001"],
	["hamlet", "990101100201017", village, "990101100201017"],
	["hamlet", "7", { level: "village", code: "L-QS" }, "L-QS-007"],
	["village", "990101100201", { level: "town", code: "L-SL" }, "990101100201"],
	["village", "l-qs-01", { level: "town", code: "L-SL" }, "L-QS-01"],
] as const)("the code of a %s, written %s", (level, cell, above, code) => {
	expect(regionCode(level, cell, above)).toEqual({ value: code });
});

test.each([
	["hamlet", "000", village, "codes.zeros"],
	["district", "440000", null, "codes.zeros"],
	["town", "442000000", null, "codes.zeros"],
	["hamlet", "001", town, "codes.suffixNeedsVillage"],
	["hamlet", "990101100202001", village, "codes.prefix"],
	["village", "L-QS", { level: "district", code: "990101000000" }, "codes.localNeedsAbove"],
	["town", "990101100201", null, "codes.tail.town"],
	["district", "990101100000", null, "codes.tail.district"],
	["district", "700101", null, "codes.province"],
] as const)("no code of a %s: %s", (level, cell, above, reason) => {
	expect(regionCode(level, cell, above)).toMatchObject({ wrong: `regions.${reason}` });
});

test.each([
	["990101100201001", "990101100201"],
	["990101100201", "990101100000"],
	["990101100000", "990101000000"],
	["442000001001", "442000001000"],
	["442000001000", "442000000000"],
	["442000000000", null],
	["990101000000", null],
	["L-QS-001", null],
])("%s hangs under %s", (code, above) => {
	expect(codeAbove(code)).toBe(above);
});

test("codes of a real province are national, all others are the county's own", () => {
	expect(["440983102001", "990101100201", "440983102001001", "L-QS"].map(codeSource)).toEqual(["national", "local", "local", "local"]);
});

test("ranges in use are 001 to 599, for towns and villages", () => {
	expect([isOddCode("town", "990101599000"), isOddCode("town", "990101600000")]).toEqual([false, true]);
	expect([isOddCode("village", "990101100599"), isOddCode("village", "990101100600")]).toEqual([false, true]);
	expect(isOddCode("hamlet", "990101100201999")).toBe(false);
});

test.each([
	["李　明", "李明"],
	[" 阿卜杜拉·买买提 ", "阿卜杜拉·买买提"],
	["第3组（上）", "第3组（上）"],
	["𠮷永", "𠮷永"],
	["Smith Wang", "Smith Wang"],
	["张\u200b三", "张三"],
	["阿依夏∙卡德尔", "阿依夏·卡德尔"],
	["བཀྲ་ཤིས", "བཀྲ་ཤིས"],
	["བསྟན་འཛིན།", "བསྟན་འཛིན།"],
	["ᠬᠠᠰᠠᠠ\u180e", "ᠬᠠᠰᠠᠠ\u180e"],
	["ᠪᠠ\u202fᠲᠤ", "ᠪᠠ\u202fᠲᠤ"],
	["ᠪ᠊ ᠪᠠᠲᠤ", "ᠪ᠊ ᠪᠠᠲᠤ"],
	["(原)青石村", "（原）青石村"],
	["【新】青石村", "【新】青石村"],
	["“五·一”新村", "“五·一”新村"],
	["［甲］区/乙区", "[甲]区/乙区"],
	['="张三"', "张三"],
	["’张三", "张三"],
	["王&#19886;", "王䶮"],
	["王\ue863", "王䶮"],
	["王\ue123", "王\ue123"],
	["马".repeat(60), "马".repeat(60)],
	["བྷ".repeat(60), "བྷ".repeat(60)],
])("the name %s is taken as %s", (cell, name) => {
	expect(plainName(cell)).toEqual({ value: name });
});

test.each([
	["马".repeat(61), "tooLong"],
	["马？", "lostCharacter"],
	["马□川", "lostCharacter"],
	["马〓", "lostCharacter"],
	["马\ufffd", "garbled"],
	["锟斤拷", "garbled"],
	["（）", "strangeCharacter"],
	["）马", "strangeCharacter"],
	["马,川", "strangeCharacter"],
	["=1+2", "strangeCharacter"],
	["&#9999999;", "numberInName"],
	["１１０１０５１９４９１２３１００２Ｘ", "idCard"],
])("the name %s is refused: %s", (cell, reason) => {
	expect(plainName(cell)).toMatchObject({ wrong: `households.reasons.${reason}` });
});

test.each([
	["青岭县", "县"],
	["青岭区", "区"],
	["恭城瑶族自治县", "自治县"],
	["中山市", "市"],
	["正蓝旗", "旗"],
	["柿林镇", "镇"],
	["河东街道", "街道"],
	["青石村", "村"],
	["朝阳社区居委会", "社区居委会"],
	["朱庄村民委员会", "村民委员会"],
	["国营北原农场", "农场"],
	["经济开发区", "开发区"],
	["东沟", undefined],
	["县", undefined],
])("%s calls itself %s", (name, kind) => {
	expect(kindOf(name)).toBe(kind);
});
