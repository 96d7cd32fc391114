import { expect, test } from "vitest";
import { messagesFor } from "#i18n/messages.ts";
import { becameWords } from "#ui/households/became.ts";

test.each([
	["household.change_head", "left", "外出、迁走"],
	["member.leave", "left", "搬走、外出不回"],
	["household.change_head", "died", "去世"],
	["household.close", "moved_away", "全家迁出"],
])("the reason of %s reads as in its form: %s", (action, why, words) => {
	expect(becameWords({ action, became: { from: "鲍春生", why } }, messagesFor("zh-CN"))).toContain(`（${words}）`);
});
