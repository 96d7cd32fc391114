import { asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { compareHomes } from "#domain/households/import/homes.ts";
import { knownPlaces } from "#domain/households/import/known-places.ts";
import { comparePlaces } from "#domain/households/import/places.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { questionsFile } from "#domain/households/preview-file.ts";
import { emptyRoster } from "#domain/households/roster/roster.ts";
import type { Answer } from "#domain/households/roster/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();

/** Households of one name under numbers one after another, in a hamlet of the cast. */
async function settle(hamlet: string, count: number, from = 100): Promise<void> {
	const made = MORNING.getTime();
	await write((tx) =>
		tx.run(sql`
			with recursive n (number) as (select ${from} union all select number + 1 from n where number < ${from + count - 1}), h as (select id, parent_id, code from regions where name = ${hamlet})
			insert into households (id, hamlet_id, village_id, number, head_name, public_code, door_token, door_token_since, created_at, status)
			select code || number, id, parent_id, printf('%04d', number), '户主', 'p' || substr(code, -4) || printf('%05d', number), 'd' || substr(code, -4) || printf('%05d', number),
				${made}, ${made}, 'lived_in'
			from n, h`),
	);
}

const linesOf = (hamlet: string, count: number, head: string) =>
	Array.from({ length: count }, (_, n) => householdLine({ hamlet, number: String(100 + n).padStart(4, "0"), head }));

async function take(lines: string[], { dryRun, all }: { dryRun: boolean; all?: Record<string, Answer> }) {
	const answers = { one: new Map(), all: all ?? {} };
	return importRegionsAndHouseholds({ buffer: csv(...lines), dryRun, answers, by: null, at: MORNING });
}

test("more new heads than one file may bring: all are counted, the first are listed, and whoever answers for all reads where to cut the file", async () => {
	await inviteCast();
	for (const hamlet of ["东沟", "西坡"]) await settle(hamlet, 5_001);
	const lines = [...linesOf("001,东沟", 5_001, "新户主"), ...linesOf("002,西坡", 5_001, "新户主")];
	const asked = await take(lines, { dryRun: true });
	if ("errors" in asked) throw new Error(JSON.stringify(asked.errors[0]));
	expect(asked).toMatchObject({ waiting: 10_002, asked: { head: 10_002 } });
	expect(asked.questions).toHaveLength(10_000);
	expect(questionsFile(asked.questions, messagesFor("zh-CN")).trimEnd().split("\n")).toHaveLength(10_001);
	for (const dryRun of [true, false]) {
		const refused = await take(lines, { dryRun, all: { head: "died" } });
		const error = { line: 10_002, key: "households.reasons.tooManyChanges", params: { count: 10_002, most: 10_000 } };
		expect(refused).toMatchObject({ errorCount: 1, errors: [error] });
	}
	expect(await db.$count(households, eq(households.headName, "新户主"))).toBe(0);
});

test("households change places in one hamlet also when another one of the file has hardly a number left", async () => {
	await inviteCast();
	await settle("东沟", 9_990, 3);
	await settle("西坡", 12);
	await db.update(households).set({ headName: sql`'户主' || number` }).where(eq(households.headName, "户主"));
	const line = (hamlet: string, number: number, was: number) => householdLine({ hamlet, number: String(number), head: `户主0${was}` });
	const around = Array.from({ length: 12 }, (_, n) => line("002,西坡", 100 + n, 100 + ((n + 1) % 12)));
	const outcome = await take([...around, line("001,东沟", 100, 101), line("001,东沟", 101, 100)], {
		dryRun: false,
		all: { number: "renumbered" },
	});
	expect(outcome).toMatchObject({ renumbered: 14 });
	const west = await db
		.select({ number: households.number, head: households.headName })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(eq(regions.name, "西坡"))
		.orderBy(asc(households.number));
	expect(west.slice(-12).map(({ number, head }) => `${number} ${head}`)).toEqual(
		Array.from({ length: 12 }, (_, n) => `0${100 + n} 户主0${100 + ((n + 1) % 12)}`),
	);
});

/** A file that names so many hamlets of one village, a household in each. */
function hamletsOnFile(count: number) {
	const roster = emptyRoster({ one: new Map(), all: { newHamlet: "new" } });
	const said = { isAboveSaid: true, isStray: false, answer: null };
	const home = { headName: "户主", status: null, isHardship: null, isUnranked: null, number: "0001", line: 2, answer: null };
	roster.regions.set("990101100201", { ...said, level: "village", code: "990101100201", name: null, above: null, line: 2 });
	for (let n = 0; n < count; n++) {
		const code = `990101100201${String(n).padStart(5, "0")}`;
		roster.regions.set(code, { ...said, level: "hamlet", code, name: `第${n}组`, above: "990101100201", line: n + 2 });
		roster.households.set(code, new Map([["0001", { ...home, line: n + 2 }]]));
	}
	return roster;
}

test("while a file with thousands of hamlets is compared, others are answered every two thousand places at the latest", async () => {
	await inviteCast();
	const roster = hamletsOnFile(10_000);
	let turns = 0;
	let isOver = false;
	const turn = () => {
		turns++;
		if (!isOver) setImmediate(turn);
	};
	turn();
	await knownPlaces(db, roster);
	expect(turns).toBeGreaterThanOrEqual(10);
	const asked = new Map<number, number>();
	const covers = () => {
		asked.set(turns, (asked.get(turns) ?? 0) + 1);
		return true;
	};
	const places = await comparePlaces(db, roster, covers);
	const { made } = await compareHomes(db, { roster, places, covers, onProgress: () => {} });
	isOver = true;
	expect(made).toHaveLength(10_000);
	expect(Math.max(...asked.values())).toBeLessThan(2500);
});
