import { expect, test } from "vitest";
import { type Source, sourcesBelow } from "#tests/sources.ts";

const src = sourcesBelow("src");
const everything = [...src, ...sourcesBelow("db"), ...sourcesBelow("tests")];

/** The arrows of a room that lead where they must not. */
function strayArrows(from: (file: string) => boolean, to: (target: string, source: Source) => boolean, among = src): string[] {
	return among
		.filter((source) => from(source.file))
		.flatMap((source) => source.imports.filter((arrow) => to(arrow.target, source)).map((arrow) => `${source.file} → ${arrow.target}`));
}

const isIn =
	(...rooms: string[]) =>
	(file: string) =>
		rooms.some((room) => file.startsWith(room));
const areaOf = (file: string) => /^src\/domain\/([^/]+)\//.exec(file)?.[1];

test("the domain knows neither Astro nor HTTP nor what a page looks like", () => {
	const outside = isIn(
		"astro",
		"node:http",
		"preact",
		"src/http",
		"src/pages",
		"src/ui",
		"src/layouts",
		"src/islands",
		"src/actions",
		"src/cli",
	);
	expect(strayArrows(isIn("src/domain/"), outside)).toEqual([]);
});

test("pages, actions and http never reach for the database", () => {
	expect(
		strayArrows(isIn("src/pages", "src/actions", "src/http", "src/layouts", "src/middleware"), isIn("db/", "drizzle-orm", "@libsql")),
	).toEqual([]);
});

test("ui and islands know only what is safe in a browser", () => {
	const forbidden = (target: string) =>
		isIn("db/", "src/platform", "src/http", "node:")(target) || (target.startsWith("src/domain/") && !target.endsWith("/types.ts"));
	expect(strayArrows(isIn("src/ui", "src/islands"), forbidden)).toEqual([]);
});

test("the platform serves everybody and knows nobody", () => {
	expect(strayArrows(isIn("src/platform"), isIn("src/domain", "src/http", "src/pages", "db/"))).toEqual([]);
});

test("the database's room imports nothing from src", () => {
	expect(strayArrows(isIn("db/"), isIn("src/"), everything)).toEqual([]);
});

test("steps of a life are taken in one place", () => {
	const own = ["src/domain/stages.ts", "db/schema/"];
	const others = src.filter(
		({ file, text }) => !own.some((room) => file.startsWith(room)) && /insert\((submission|voteRound)Stages\)/.test(text),
	);
	expect(others.map(({ file }) => file)).toEqual([]);
});

test("who is close to whom is asked of one view", () => {
	const own = ["src/domain/households/", "src/demo/"];
	const others = src.filter(({ file, text }) => !own.some((room) => file.startsWith(room)) && /declared_?relatives/i.test(text));
	expect(others.map(({ file }) => file)).toEqual([]);
});

test("the areas of the domain form a tree without a way back", () => {
	const arrows = new Map<string, Set<string>>();
	for (const source of src) {
		const from = areaOf(source.file);
		if (!from) continue;
		const to = source.imports.filter((arrow) => !arrow.isTypeOnly).map((arrow) => areaOf(arrow.target));
		const known = arrows.get(from) ?? new Set();
		for (const area of to) if (area && area !== from) known.add(area);
		arrows.set(from, known);
	}
	expect(ringsIn(arrows)).toEqual([]);
});

test("no area of the domain imports what lies in another's rooms", () => {
	const roomOf = (file: string) => /^src\/domain\/([^/]+)\/[^/]+\//.exec(file)?.[1];
	const inside = strayArrows(
		(file) => areaOf(file) !== undefined,
		(target, { file }) => roomOf(target) !== undefined && roomOf(target) !== areaOf(file),
	);
	// Medals are what a final round gives to a courtyard.
	expect(inside.filter((arrow) => !arrow.startsWith("src/domain/publicity/medals.ts → src/domain/votes/"))).toEqual([]);
});

test("votes are a popularity award: nothing but their own doors and publicity asks for them", () => {
	const own = isIn(
		"src/domain/votes/",
		"src/domain/publicity/",
		"src/demo/",
		"src/pages/",
		"src/actions/",
		"src/http/",
		"src/cli/",
		"src/ui/votes/",
		"src/layouts/",
	);
	const readers = strayArrows(
		(file) => !own(file) && !["src/jobs.ts", "src/domain/verify.ts", "src/domain/waiting.ts"].includes(file),
		isIn("src/domain/votes"),
	);
	expect(readers).toEqual([]);
});

test("the rooms of votes lead one way, and none to another above it or beside it", () => {
	const below: Record<string, string[]> = { rounds: [], ballots: ["rounds"], doubts: ["rounds", "ballots"] };
	for (const top of ["papers", "counts"]) below[top] = ["rounds", "ballots", "doubts"];
	const roomOf = (file: string) => /^src\/domain\/votes\/(\w+)\//.exec(file)?.[1];
	const stray = strayArrows(isIn("src/domain/votes/"), (target, { file }) => {
		const [from = "rules and types", to] = [roomOf(file), roomOf(target)];
		return to !== undefined && to !== from && !below[from]?.includes(to);
	});
	expect(stray).toEqual([]);
});

test("votes know neither points nor anything that ranks", () => {
	const ranked = isIn("src/domain/points", "src/domain/boards", "src/domain/ratings");
	expect(strayArrows(isIn("src/domain/votes/", "src/domain/publicity/"), ranked)).toEqual([]);
	expect(strayArrows(ranked, isIn("src/domain/votes", "src/domain/publicity", "db/schema/votes/"))).toEqual([]);
});

test("boards know only what was found in places, never what households send, earn or vote", () => {
	const areas = ["votes", "points", "submissions", "moderation", "photos"];
	const sessions = ["src/domain/accounts/sessions.ts", "src/domain/accounts/attempts.ts"];
	const households = isIn(...areas.flatMap((area) => [`src/domain/${area}`, `db/schema/${area}`]), ...sessions);
	expect(strayArrows(isIn("src/domain/boards/"), households)).toEqual([]);
	const asked = sourcesBelow("db/promises", [".sql"]).filter(({ file }) => file.endsWith("boards.sql"));
	const told = [...asked, ...src.filter(({ file }) => file.startsWith("src/domain/boards/"))];
	const tables = /\b(vote_\w+|point_\w+|submissions|submission_\w+|ballots|sessions|decisions|photos)\b/;
	expect(asked).toHaveLength(1);
	expect(told.filter(({ text }) => tables.test(withoutComments(text))).map(({ file }) => file)).toEqual([]);
});

test("only votes and publicity read the tables of votes", () => {
	const own = isIn("src/domain/votes/", "src/domain/publicity/", "src/demo/");
	expect(strayArrows((file) => file.startsWith("src/") && !own(file), isIn("db/schema/votes/"))).toEqual([]);
});

test("nothing that takes a ballot or shows a household its own can open one", () => {
	const afterwards = isIn(
		"src/domain/votes/ballots/seal.ts",
		"src/domain/votes/ballots/standing-ballots.ts",
		"src/domain/votes/counts/",
		"src/domain/votes/doubts/",
		"src/domain/votes/papers/",
	);
	expect(
		src.filter(({ file, text }) => /\b(openedChoice|choiceIn|standingBallots)\b/.test(text) && !afterwards(file)).map(({ file }) => file),
	).toEqual([]);
});

function ringsIn(arrows: Map<string, Set<string>>): string[] {
	const rings: string[] = [];
	const walk = (area: string, way: string[]): void => {
		if (way.includes(area)) rings.push([...way.slice(way.indexOf(area)), area].join(" → "));
		else for (const next of arrows.get(area) ?? []) walk(next, [...way, area]);
	};
	for (const area of arrows.keys()) walk(area, []);
	return rings;
}

test.each([
	["sessions", "lucia", ["src/domain/accounts/sessions.ts", "src/domain/accounts/session-adapter.ts"]],
	["the database file", "@libsql/client", ["db/connection.ts", "db/owner.ts"]],
	["the driver beneath it", "libsql", ["db/connection.ts"]],
	["picture decoding", "sharp", ["src/platform/images/", "src/demo/scene/"]],
	["passphrases", "@node-rs/argon2", ["src/platform/passphrases.ts"]],
])("there is one door to %s", (_risk, target, doors) => {
	expect(
		strayArrows(
			(file) => !doors.some((door) => file.startsWith(door)),
			(found) => found === target,
		),
	).toEqual([]);
});

test.each([
	["the ledger", /insert\(pointEntries\)/, "src/domain/points/ledger.ts"],
	["the trail", /insert\(auditEntries\)/, "src/domain/audit/trail.ts"],
	["notices", /insert\(notices\)/, "src/domain/notices/notify.ts"],
	["objections", /insert\(objections\)/, "src/domain/objections/object-to.ts"],
	["published files", /insert\(published(Files|Pieces)\)/, "src/domain/published-files/published-files.ts"],
	["raw SQL on the write client", /rawClient\(/, "db/"],
])("only one place writes to %s", (_name, pattern, door) => {
	const elsewhere = [...src, ...sourcesBelow("db")].filter((source) => pattern.test(source.text) && !source.file.startsWith(door));
	expect(elsewhere.map((source) => source.file)).toEqual([]);
});

test("no file is a place where one gets lost", () => {
	const limit = (file: string) => (file.endsWith(".astro") ? 250 : 200);
	const long = everything.filter((source) => source.lines > limit(source.file) && !source.file.startsWith("tests/"));
	expect(long.map((source) => `${source.lines} ${source.file}`)).toEqual([]);
});

// Words that are data: what rosters write, what the campaign calls its work, what nobody may choose as a passphrase, what a name is made of, how typefaces are called, figures spoken
// and headings numbered.
const DATA = [
	...[
		"accounts/common-passphrases",
		"campaign/leaves",
		"documents/layout",
		"documents/rules",
		"hiring/columns",
		"households/roster/columns",
		"households/roster/facts",
		"households/rules",
		"households/template",
	],
	...["maps/geojson", "publicity/broadcast/spoken", "regions/rules", "rule-sets/rules"],
	...["spellings", "spots/held-words", "units/file/columns", "units/rules"],
].map((file) => `src/domain/${file}.ts`);
// Runs before anything is installed, so it can import nothing.
const BEFORE_ALL = "src/cli/bootstrap.mjs";

test("no sentence for users stands in the code", () => {
	const chinese = /[\u4e00-\u9fff]/;
	// The demo is made of words: names of people, places and what they say.
	const rooms = ["src/i18n/", "src/demo/"];
	const others = sourcesBelow("src", [".ts", ".tsx", ".astro", ".mjs"]).filter(({ file }) => !rooms.some((room) => file.startsWith(room)));
	const withWords = others.filter((source) => chinese.test(withoutComments(source.text))).map((source) => source.file);
	expect(withWords.filter((file) => file !== BEFORE_ALL).sort()).toEqual(DATA.sort());
});

function withoutComments(text: string): string {
	return text.replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}
