import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const FOLDER = path.resolve(import.meta.dirname, "../../src/i18n/zh-CN");
const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

// The glossary's word, and what must not stand for it.
test.each<[string, RegExp]>([
	["投票户名册", /(?<!投票户)名册|(?<!投票)户名册/],
	["门牌码", /(?<!门牌)(?:门|户|入门|院门|院)码|门牌(?:上的|编|编号)码|门上的码/],
	["计票", /开票/],
	["定下结果", /确定结果|结果(?:已经?)?确定/],
])("%s is the only word for it", (_word, other) => {
	const said = files.flatMap((file) => (other.test(readFileSync(path.join(FOLDER, file), "utf8")) ? [file] : []));
	expect(said).toEqual([]);
});
