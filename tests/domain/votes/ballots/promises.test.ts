import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { openedChoice, sealedChoice } from "#domain/votes/ballots/seal.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du, fan] });
});

type Row = typeof ballots.$inferInsert;

function ballot(more: Partial<Row> = {}): Row {
	const { rollNumber = 3, version = 1 } = more;
	const sealed = sealedChoice("june", { rollNumber, version, numbers: [1, 2] });
	return { roundId: "june", rollNumber, version, channel: "phone", votes: 2, sealed, at: minutesAfter(OPENS, 1), ...more };
}
const cast1 = (more: Partial<Row> = {}) => write((tx) => tx.insert(ballots).values(ballot(more)));

test("a ballot in time is kept, and the next one of the household follows it", async () => {
	await cast1();
	await cast1({ version: 2 });
});

const twice = async () => {
	await cast1();
	await cast1();
};
const castAndThen = (statement: string) => async () => {
	await cast1();
	await write((tx) => tx.run(sql.raw(statement)));
};
const run = (statement: string) => () => write((tx) => tx.run(sql.raw(statement)));
const LONG_BEFORE = minutesAfter(OPENS, -2 * 24 * 60);
const struckAndThen = (statement: string) => async () => {
	await run(struck(LONG_BEFORE))();
	await run(statement)();
};
const WORD = "select round_id, 'region-990101100000', checked_by, checked_at, 1 from vote_roll_checks limit 1";
const COPY = "round_id, 9, nomination_id, household_id, village_id, submission_id, words";

test.each([
	["a ballot comes before the opening", "not open", () => cast1({ at: minutesAfter(OPENS, -1) })],
	["a ballot comes at the moment of closing", "not open", () => cast1({ at: CLOSES })],
	["a first ballot comes twice", "one after the other", twice],
	["a ballot holds more votes than allowed", "not open", () => cast1({ votes: 4 })],
	["a ballot comes from who is not on the roll", "FOREIGN KEY", () => cast1({ rollNumber: 99 })],
	["paper counts that nobody read", "two people read alike", () => cast1({ channel: "paper" })],
	["a ballot is changed", "append-only", castAndThen("update ballots set votes = 1")],
	["a ballot is removed", "append-only", castAndThen("delete from ballots")],
	["the rules move", "rules stand still", run("update vote_rounds set votes_per_household = 9")],
	["a candidate is added", "frozen", run(`insert into vote_candidates select ${COPY} from vote_candidates limit 1`)],
	["a candidate leaves the list", "append-only", run("delete from vote_candidates")],
	["a household is struck off after the opening", "frozen", run(struck(OPENS))],
	["a household is struck off in the last day before the opening", "last day", run(struck(MORNING))],
	["a household is put back after the opening", "frozen", struckAndThen(back(OPENS))],
	["a household is put back before it was struck", "struck or put back", struckAndThen(back(minutesAfter(LONG_BEFORE, -1)))],
	["a line of the roll becomes another household's", "struck or put back", struckAndThen(`${back(MORNING)}, village_id = 'x'`)],
	["a village gives its word after the announcement", "before the announcement", run(`insert into vote_roll_checks ${WORD}`)],
	["the word of a village is taken back after the announcement", "stay", run("delete from vote_roll_checks")],
	["a round is closed before its time", "not closed before", run(stage(3, "closed", MORNING))],
	["a round is counted that is open", "no such step", run(stage(3, "counted", CLOSES))],
	["a round is called off without a reason", "says why", run(stage(3, "cancelled", MORNING))],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

function stage(seq: number, stage: string, at: Date): string {
	return `insert into vote_round_stages (id, round_id, seq, stage, at) values ('x', 'june', ${seq}, '${stage}', ${at.getTime()})`;
}

test("a sealed ballot opens for its household and version only", () => {
	const sealed = sealedChoice("june", { rollNumber: 3, version: 1, numbers: [1, 7, 255] });
	expect(openedChoice("june", sealed, { rollNumber: 3, version: 1 })).toEqual([1, 7, 255]);
	expect(openedChoice("june", sealed, { rollNumber: 4, version: 1 })).toBeNull();
	expect(openedChoice("may", sealed, { rollNumber: 3, version: 1 })).toBeNull();
	expect(sealedChoice("june", { rollNumber: 4, version: 1, numbers: [1, 7, 255] })).not.toEqual(sealed);
});

function struck(at: Date): string {
	return `update vote_roll set struck_at = ${at.getTime()}, struck_why = 'x'`;
}

function back(at: Date): string {
	return `update vote_roll set struck_at = null, struck_by = null, struck_why = null, added_at = ${at.getTime()}`;
}
