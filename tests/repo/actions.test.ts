import { expect, test } from "vitest";
import { sourcesBelow } from "#tests/sources.ts";

// What anybody may do; everything else begins with a guard.
const OPEN_TO_ALL = new Set([
	"accounts.signInWithSlip",
	"accounts.signInVillager",
	"accounts.signInStaff",
	"accounts.setUp",
	"accounts.setPassphraseByLink",
	"accounts.signOut",
	"exposure.takeDown",
	"kiosk.enter",
	"kiosk.leave",
	"preferences.care",
]);

interface Found {
	name: string;
	body: string;
}

/** Every action with its source text: "area.name" and what stands between its defineAction and the next. */
function actions(): Found[] {
	return sourcesBelow("src/actions").flatMap(({ file, text }) => {
		const area = file.slice(file.lastIndexOf("/") + 1, -".ts".length);
		return text
			.split(/\n\t(?=\w+: defineAction\()/)
			.slice(1)
			.map((body) => ({ name: `${area}.${body.slice(0, body.indexOf(":"))}`, body }));
	});
}

test("every action begins with a guard, or is named as open to all", () => {
	const unguarded = actions().filter(
		({ name, body }) => !OPEN_TO_ALL.has(name) && !/\brequire(SignedIn|Household|HouseholdHere|Role)\(/.test(body),
	);
	expect(unguarded.map(({ name }) => name)).toEqual([]);
});

test("every action turns refusals into words", () => {
	expect(
		actions()
			.filter(({ body }) => !body.includes("refusable("))
			.map(({ name }) => name),
	).toEqual([]);
});

test("who may do it stands in a line for every action, and every line is an action", () => {
	const matrix = sourcesBelow("tests/journeys").find(({ file }) => file.endsWith("who-may-do-what.test.ts"));
	const lines = [...(matrix?.text ?? "").matchAll(/^\t"(\w+\.\w+)(?: \w+)?": \[/gm)].map(([, name]) => name);
	const named = actions().map(({ name }) => name);
	expect([...new Set(lines)].sort()).toEqual(named.sort());
});
