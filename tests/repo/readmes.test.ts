import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { promises } from "#db/promises.ts";
import { sourcesBelow } from "#tests/sources.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

test.each([
	"README.md",
	"CHANGELOG.md",
	".github/CONTRIBUTING.md",
	".github/SECURITY.md",
	"src/README.md",
	"src/decisions.md",
	"src/domain/README.md",
	"db/README.md",
	"tests/README.md",
])("%s leads to nothing that is not there", (file) => {
	const text = read(file);
	const links = [...text.matchAll(/\[[^\]]*\]\(([^)#:]+)\)/g)].map(([, to = ""]) => path.join(path.dirname(file), to));
	const places = [...text.matchAll(/`((?:src|db|tests|deploy)\/[\w./-]*)`/g)].map(([, to = ""]) => to);
	expect([...links, ...places].filter((to) => !existsSync(path.join(root, to)))).toEqual([]);
});

test.each(["src/README.md", "src/domain/README.md"])("%s names no file that is not there", (file) => {
	const known = ["src", "db", "tests"].flatMap((folder) =>
		sourcesBelow(folder, [".ts", ".tsx", ".astro", ".css", ".sql"]).map((source) => `/${source.file}`),
	);
	const named = [...read(file).matchAll(/`([\w./-]+\.(?:ts|tsx|astro|css|sql))`/g)].map(([, name = ""]) => name);
	expect(named.length).toBeGreaterThan(10);
	expect(named.filter((name) => !known.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
});

test("README.md sends nobody to a page that is not there", () => {
	const pages = new Set(sourcesBelow("src/pages").map(({ file }) => file.slice("src/pages".length).replace(/(\/index)?\.astro$/, "")));
	const named = [...read("README.md").matchAll(/`(\/[a-z/-]+)`/g)].map(([, page = ""]) => page);
	expect(named.length).toBeGreaterThan(20);
	expect(named.filter((page) => !pages.has(page))).toEqual([]);
});

test("each promise names tests that exist, by their words", () => {
	const promises = read("src/domain/README.md").split("## What must always hold")[1] ?? "";
	const named = [...promises.matchAll(/`(tests\/[^`]+\.test\.ts)` ("[^"]+"(?:, "[^"]+")*)/g)];
	const missing = named.flatMap(([, file = "", titles = ""]) =>
		[...titles.matchAll(/"([^"]+)"/g)].filter(([, title = ""]) => !read(file).includes(title)).map(([title]) => `${file} ${title}`),
	);
	expect(named.length).toBeGreaterThan(20);
	expect(missing).toEqual([]);
});

test("every promise of the database stands in the list", () => {
	const list = read("src/domain/README.md");
	const triggers = promises().map(({ name }) => name);
	const patterns = [...list.matchAll(/`(\w+?)(_\*)?`/g)].map(([, name = "", many]) => (many ? `${name}_` : name));
	const unlisted = triggers.filter(
		(trigger) => !patterns.some((name) => (name.endsWith("_") ? trigger.startsWith(name) : trigger === name)),
	);
	expect(unlisted).toEqual([]);
});

test("the two sides of a pair are called 收拾前 and 收拾后 wherever somebody reads them", () => {
	const others = /整治之?[前后]|整治以[前后]|整改[前后]|收拾之[前后]的|[“"](?:之前|现在|之后)[”"]|(?:之前|现在|之后)，第/;
	const strays = sourcesBelow("src/i18n/zh-CN").flatMap(({ file, text }) =>
		text.split("\n").flatMap((line) => (others.test(line) ? [`${file}: ${line.trim()}`] : [])),
	);
	expect(strays).toEqual([]);
});
