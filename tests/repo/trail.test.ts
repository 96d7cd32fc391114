import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { VERBS } from "#domain/audit/verbs.ts";
import { LOCALES, messagesFor } from "#i18n/messages.ts";
import { sourcesBelow } from "#tests/sources.ts";

const verbsOf = (nouns: Record<string, readonly string[] | Record<string, string>>) =>
	Object.entries(nouns).flatMap(([noun, verbs]) => (Array.isArray(verbs) ? verbs : Object.keys(verbs)).map((verb) => `${noun}.${verb}`));
const verbs = verbsOf(VERBS).sort();

test("every verb of the trail is written down by a command", () => {
	const domain = sourcesBelow("src/domain").filter(({ file }) => file !== "src/domain/audit/verbs.ts");
	expect(verbs.filter((verb) => !domain.some(({ text }) => text.includes(`"${verb}"`)))).toEqual([]);
});

test.each(LOCALES)("every verb of the trail has words in %s, and none has words for nothing", (locale) => {
	expect(verbsOf(messagesFor(locale).trail).sort()).toEqual(verbs);
});

test("verbs are spelled one way: snake_case, in the imperative, in the order of the alphabet of their nouns", () => {
	expect(verbs.filter((verb) => !/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/.test(verb))).toEqual([]);
	expect(verbs.filter((verb) => /\.\w*(ed|ing)\b/.test(verb))).toEqual([]);
	expect(Object.keys(VERBS)).toEqual(Object.keys(VERBS).sort());
});

test("the nouns of the trail are words of the glossary", () => {
	const readme = readFileSync(path.join(fileURLToPath(new URL("../..", import.meta.url)), "src/domain/README.md"), "utf8");
	const glossary = readme.slice(readme.indexOf("## Glossary"), readme.indexOf("## What must always hold"));
	const inCode = (noun: string) => noun.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
	expect(Object.keys(VERBS).filter((noun) => !glossary.includes(`\`${inCode(noun)}\``))).toEqual([]);
});
