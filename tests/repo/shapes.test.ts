import { expect, test } from "vitest";
import { SECRET_FIELDS } from "#http/kept-typing.ts";
import { sourcesBelow } from "#tests/sources.ts";

const src = sourcesBelow("src", [".ts", ".tsx", ".astro"]);

/** Files outside these homes that do by hand what a shared shape is there for. */
function byHand(pattern: RegExp, homes: string[]): string[] {
	return src.filter(({ file, text }) => pattern.test(text) && !homes.some((home) => file.startsWith(home))).map(({ file }) => file);
}

test("what happens by itself stands in src/jobs.ts alone", () => {
	// The server asks for idle connections while it goes down; the decoder watches the memory of its child.
	const whileSomethingRuns = ["src/serve.ts", "src/platform/children/child.ts", "src/islands/"];
	expect(byHand(/\bsetInterval\(|from "croner"/, ["src/domain/jobs/", ...whileSomethingRuns])).toEqual([]);
	expect(byHand(/\bdueBy\(|\bdueBy: /, ["src/domain/jobs/schedule.ts", "src/demo/lookbacks.ts", "src/domain/clock/"])).toEqual([]);
});

test("what people type is cleaned and measured by domain/text.ts alone", () => {
	// Passphrases are taken as they are typed, tested as they would be guessed; a table's first line is looked at before it is read.
	const others = ["accounts/common-passphrases", "accounts/weakness", "tables/script"].map((file) => `src/domain/${file}.ts`);
	const rest = ["src/http/", "src/islands/", "src/platform/", "src/cli/"];
	expect(byHand(/\.trim\(\)|\[\.\.\.[^\]]+\]\.length|\bnormalize\("NFC"\)/, ["src/domain/text.ts", ...others, ...rest])).toEqual([]);
	expect(
		byHand(/\b(words|note|why|reason|said|answer|name|typed)\.length [<>]=? [^0]/, [
			"src/domain/text.ts",
			"src/domain/paging.ts",
			"src/ui/",
			...rest,
		]),
	).toEqual([]);
});

test("days and hours are counted by platform/clock.ts and domain/calendar alone", () => {
	const bare = /\b(86_?400(_?000)?|3_?600_?000)\b|\b24 \* (60|3_?600)\b|\b60 \* 60\b|\+08:00|\b8 \* HOUR/;
	// A photo says when it was taken without saying where; the platform asks no area.
	expect(byHand(bare, ["src/platform/clock.ts", "src/domain/calendar/", "src/platform/images/exif-date.ts", "src/demo/"])).toEqual([]);
});

test("the seeds of draws are made by domain/draws alone", () => {
	expect(byHand(/ownKey\("draws"/, ["src/domain/draws/"])).toEqual([]);
});

test("what lies in a region is asked of regions/scope.ts alone", () => {
	expect(byHand(/[pP]ath\.startsWith\(|\b(gte?|lte?)\(\w+\.path|'~'|~`/, ["src/domain/regions/scope.ts", "src/http/"])).toEqual([]);
});

test("what may be done only after a time asks domain/calendar/clock.ts, so that no clock that was set brings it near", () => {
	expect(byHand(/\bat < [\w.]*([uU]ntil|[eE]ndsAt)\) throw/, ["src/domain/calendar/clock.ts"])).toEqual([]);
});

test("a list goes into a statement by db/among.ts alone", () => {
	const asked = [...src, ...sourcesBelow("db")].filter(({ text }) => /select value from json_each\(/i.test(text));
	expect(asked.map(({ file }) => file)).toEqual(["db/among.ts"]);
});

test("where a page of a list ended is written and read by domain/paging.ts alone", () => {
	expect(
		byHand(/\.getTime\(\)\}[-.]\$\{|PAGE && last|\bcursor\b.*\.exec\(|\.exec\((cursor|after|older)\b/, ["src/domain/paging.ts"]),
	).toEqual([]);
});

test("tables for spreadsheets are written by platform/csv.ts alone", () => {
	expect(byHand(/`\\ufeff|"\\ufeff"|text\/csv; /, ["src/platform/csv.ts", "src/http/attachment.ts"])).toEqual([]);
});

test("places and rates are worked out by domain/ranking.ts alone, published lines by published-files", () => {
	expect(byHand(/\bBigInt\(/, ["src/domain/ranking.ts"])).toEqual([]);
	expect(byHand(/\bpublished(Files|Pieces)\b.*db\/schema/, ["src/domain/published-files/"])).toEqual([]);
});

test("objections are read and written by domain/objections alone", () => {
	expect(byHand(/from "#db\/schema\/objections\.ts"/, ["src/domain/objections/"])).toEqual([]);
});

test("a form that changes something is a ui/Form.astro, which knows whose typing is whose", () => {
	expect(byHand(/<form\b[^>]*method="post"/, ["src/ui/Form.astro"])).toEqual([]);
	expect(byHand(/locals\.typed|getActionResult/, [])).toEqual([]);
});

test("a field for what opens a door bears a name that is never kept", () => {
	const fields = src.flatMap(({ text }) => [...text.matchAll(/<(?:\w+Field|Field|input)\b[^>]*>/g)].map(([tag]) => tag));
	const secret = fields.filter((tag) => /^<SecretField|type="password"|autocomplete="(?:one-time-code|\w+-password)"/.test(tag));
	const names = secret.flatMap((tag) => /\bname="(\w+)"/.exec(tag)?.[1] ?? []);
	expect(names.length).toBeGreaterThan(5);
	expect(names.filter((name) => !SECRET_FIELDS.has(name))).toEqual([]);
});

test("a household sits down at a kiosk by domain/kiosk alone, and pages learn of it from http", () => {
	const sessions = ["src/domain/accounts/", "src/domain/kiosk/", "src/http/kiosk-seat.ts"];
	expect(byHand(/\b(isAtKiosk|kioskUntil|keepAtKiosk)\b/, [...sessions, "src/ui/votes/ballots/Ballot.astro", "src/pages/kiosk/"])).toEqual(
		[],
	);
	expect(byHand(/\bkiosks\b.*from "#db/, ["src/domain/kiosk/"])).toEqual([]);
});

test("what two people sign is a row of approvals, and who made whom is asked in one place", () => {
	const tables = sourcesBelow("db/schema").filter(({ text }) => /\b(proposedBy|signedBy|approvedBy|settledBy): text/.test(text));
	expect(tables.map(({ file }) => file)).toEqual(["db/schema/approvals.ts"]);
	expect(byHand(/\bmakers\b|granted_by/, ["src/domain/accounts/independence.ts", "src/domain/accounts/offices.ts"])).toEqual([]);
});
