import { expect, test } from "vitest";
import { languagesOf } from "#i18n/beside.ts";

test.each([
	["a Chinese machine", { LANG: "zh_CN.UTF-8" }, ["zh-CN"]],
	["an English one", { LANG: "en_GB.UTF-8" }, ["en"]],
	["one that says nothing", {}, ["zh-CN", "en"]],
	["a container", { LANG: "C.UTF-8" }, ["zh-CN", "en"]],
	["one whose messages differ from the rest", { LANG: "en_US.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, ["zh-CN"]],
	["one where everything is overruled", { LANG: "zh_CN.UTF-8", LC_MESSAGES: "zh_CN.UTF-8", LC_ALL: "en_US.UTF-8" }, ["en"]],
	["an empty overruling", { LANG: "zh_CN.UTF-8", LC_ALL: "" }, ["zh-CN"]],
])("at %s, commands speak its language, or both", (_machine, env, languages) => {
	expect(languagesOf(env)).toEqual(languages);
});
