import { expect, test } from "vitest";
import { messagesFor } from "#i18n/messages.ts";
import { answerWords, becameWords } from "#ui/households/became.ts";

const [zh, en] = [messagesFor("zh-CN"), messagesFor("en")];

test.each([
	["household.change_head", "died", "鲍春生去世，户主换成鲍小满", "鲍春生 died; the head is now 鲍小满"],
	["household.change_head", "left", "鲍春生外出、迁走，户主换成鲍小满", "鲍春生 left or moved away; the head is now 鲍小满"],
	["household.change_head", "handed_over", "鲍春生还在家，户主换成鲍小满", "鲍春生 is still at home; the head is now 鲍小满"],
	["household.change_head", "misspelt", "名字写错了，鲍春生改成鲍小满", "鲍春生 is now 鲍小满, the same person"],
	["member.leave", "died", "鲍春生去世", "鲍春生 died"],
	["member.leave", "left", "鲍春生搬走、外出不回", "鲍春生 moved away for good"],
	["household.close", "moved_away", "鲍春生（全家迁出）", "鲍春生 (All moved away)"],
])("%s, %s: who died or left is named beside it, nobody else", (action, why, chinese, english) => {
	const became = { from: "鲍春生", ...(action === "household.change_head" && { to: "鲍小满" }), why };
	expect(becameWords({ action, became }, zh)).toContain(chinese);
	expect(becameWords({ action, became }, en)).toContain(english);
	for (const m of [zh, en]) expect(becameWords({ action, became }, m)).not.toMatch(/鲍小满[（ ]*(?:\(?Died|去世)/i);
});

test("an answer names the line that was asked about; to who wrote that line it does not tell what was said", () => {
	const answer = { entrySeq: 7, answer: "untrue", how: "visit" };
	const line = { action: "member.leave", became: { from: "陈大海", why: "died" } };
	expect(answerWords(answer, { ...line, isOwn: false }, zh)).toBe("问“家里有人离开 · 陈大海去世”：上门问过，不是真的");
	expect(answerWords(answer, { ...line, isOwn: false }, en)).toContain("asked at the door, not true");
	expect(answerWords(answer, undefined, zh)).toBe("上门问过，不是真的");
	expect(answerWords(answer, { ...line, isOwn: true }, zh)).toBe("“家里有人离开 · 陈大海去世”：已经问过");
});
