import { expect, test } from "vitest";
import { readingsIn } from "#domain/publicity/broadcast/readings.ts";
import { checked, sentencesOf, spokenLength } from "#domain/publicity/broadcast/rules.ts";
import { spokenCount, spokenDay, spokenPhone, spokenShare, spokenTime } from "#domain/publicity/broadcast/spoken.ts";
import { BREATH, SCRIPT_LENGTH } from "#domain/publicity/broadcast/types.ts";
import { messagesFor } from "#i18n/messages.ts";

test.each<[number, string]>([
	[0, "零"],
	[2, "两"],
	[10, "十"],
	[12, "十二"],
	[20, "二十"],
	[22, "二十二"],
	[102, "一百零二"],
	[110, "一百一十"],
	[200, "两百"],
	[222, "两百二十二"],
	[1002, "一千零二"],
	[2020, "两千零二十"],
	[10_000, "一万"],
	[12_000, "一万两千"],
	[20_050, "两万零五十"],
	[105_000, "十万五千"],
])("%i is spoken as %s", (count, said) => {
	expect(spokenCount(count)).toBe(said);
});

test.each<[string, string, string]>([
	["a day", spokenDay("2026-12-05"), "十二月五号"],
	["a tenth", spokenDay("2026-10-20"), "十月二十号"],
	["the morning", spokenTime("07:05"), "早上七点零五分"],
	["half past", spokenTime("18:30"), "晚上六点半"],
	["two o'clock", spokenTime("14:00"), "下午两点"],
	["noon", spokenTime("12:15"), "中午十二点十五分"],
	["a telephone", spokenPhone("0712-1234"), "零七幺二幺二三四"],
	["a share", spokenShare(0.856), "百分之八十六"],
])("%s is spoken as people say it", (_name, said, wanted) => {
	expect(said).toBe(wanted);
});

test("sentences end where a voice ends, and signs that nobody reads do not count", () => {
	expect(sentencesOf("乡亲们，大家好。今天说三件事！\n第一件")).toEqual(["乡亲们，大家好。", "今天说三件事！", "第一件"]);
	expect(spokenLength("乡亲们，大家好。")).toBe(6);
});

const words = messagesFor("zh-CN").broadcast;
const key = words.key({ day: "十二月二十五号", time: "早上八点半", where: "村口" });
const draft = (more: { clean: string | null; phone: string; pairs: string | null }) =>
	words.draftOf({ place: "柿林镇青石村", key, tools: "扫帚和铁锹", ...more });

test.each([
	["much to tell", { pairs: "两百二十二", clean: "一百一十七", phone: "零七幺二幺二三四五六七八" }],
	["little to tell", { pairs: null, clean: null, phone: "" }],
])("a draft with %s can be read as it is", (_name, more) => {
	const told = checked(draft(more), key);
	expect(told).toEqual({ length: told.length, tooLong: [], figures: [], isShort: false, isLong: false, isKeySaidTwice: true });
	expect(told.length >= SCRIPT_LENGTH.least && told.length <= SCRIPT_LENGTH.most).toBe(true);
});

test("what cannot be read at once is named: a long sentence, figures, a key line that was said once", () => {
	const long = "这一句话说得太长太长了念到一半就要喘气。";
	const told = checked(`${key}${long}来了12户。`, key);
	expect(spokenLength(long)).toBeGreaterThan(BREATH);
	expect(told).toMatchObject({ tooLong: [long], figures: ["12"], isShort: true, isKeySaidTwice: false });
});

test("signs that are read otherwise here are marked, in names all that have several readings", async () => {
	const marks = (await readingsIn("重阳节到行村口", ["行村"])).flatMap(({ sign, reading }) => (reading ? [`${sign} ${reading}`] : []));
	expect(marks).toContain("重 chóng");
	expect(marks).toContain("行 xíng");
	expect(marks.join()).not.toContain("口");
});
