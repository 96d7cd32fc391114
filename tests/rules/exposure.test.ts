import { expect, test } from "vitest";
import { LOCALES, messagesFor } from "#i18n/messages.ts";

test.each(LOCALES)("a card of a place that nobody described is called by its kind alone: %s", (locale) => {
	const { titleOf, pictureOf } = messagesFor(locale).exposure;
	expect(titleOf({ place: "", category: "清理污水沟渠" })).toBe("清理污水沟渠");
	expect(titleOf({ place: "村口桥头", category: "清理污水沟渠" })).toMatch(/^村口桥头.+清理污水沟渠$/);
	expect(pictureOf({ side: "改之前", place: "", category: "清理污水沟渠" })).toMatch(/^改之前[：:] ?清理污水沟渠$/);
});
