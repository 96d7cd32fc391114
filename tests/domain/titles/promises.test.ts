import { expect, test } from "vitest";
import { rawClient, write } from "#db/client.ts";
import { proposeTitle } from "#domain/titles/propose-title.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { daysAfter, grantedTitle, noticedTitle, SETTLED, settledYards, warnedTitle } from "#tests/titles.ts";

/** Bao's is on notice, Chen's is asked about, Du's was warned. */
interface Scene {
	bao: string;
	chen: string;
	du: string;
	yun: string;
	tao: string;
	gu: string;
}
let scene: Scene;
freshDatabase(async () => {
	const cast = await inviteCast();
	const offices: Offices = await spotOffices(cast);
	await settledYards(cast, {});
	const bao = await noticedTitle(cast, offices);
	const du = await grantedTitle(cast, offices, SETTLED, "du");
	await warnedTitle(du, offices, daysAfter(SETTLED, 100));
	const { titleId: chen } = await proposeTitle({ householdId: "household-chen", by: offices.yun, at: SETTLED });
	const { yun, tao, gu } = offices;
	scene = { bao, chen, du, yun: yun.personId, tao: tao.personId, gu: gu.personId };
});

const LATE = daysAfter(SETTLED, 400).getTime();
const SOON = daysAfter(SETTLED, 1).getTime();
const again = (columns: string, from: string, more = "") =>
	`insert into courtyard_titles (id, household_id, village_id, origin, result_id, nominated_by, nominated_at, stage_at${more ? ", notice_ends_at" : ""})
		select 'x', ${columns}${more} from courtyard_titles where id = '${from}'`;
const step = (titleId: string, seq: number, stage: string, actor: string, at = LATE) =>
	`insert into courtyard_title_stages (id, title_id, seq, stage, actor_id, at) values ('x', '${titleId}', ${seq}, '${stage}', '${actor}', ${at})`;
const check = (titleId: string, number: number, result: string, by: string, at = LATE) =>
	`insert into courtyard_title_checks (id, title_id, number, result, words, help, until, checked_by, checked_at)
		values ('x', '${titleId}', ${number}, '${result}', '看到了柴草。', '来两个人帮忙。', ${at + 90 * 86_400_000}, '${by}', ${at})`;
const objection = (household: string) =>
	`insert into objections (id, kind, subject, number, household_id, made_by, words, made_at)
		select 'x', 'title', id, 1, 'household-${household}', 'person-${household}', '门前的沟是大家扫的。', ${SOON} from courtyard_titles where stage = 'noticed'`;

test.each<[what: string, statements: (scene: Scene) => string[], told: string]>([
	[
		"a title begins on notice",
		({ chen }) => [again("household_id, village_id, 'village', result_id, 'person-wang', 1, 1", chen, ", 9")],
		"begin without notice",
	],
	[
		"somebody puts their own household forward",
		({ chen }) => [again("household_id, village_id, 'village', result_id, 'person-chen', 1, 1", chen)],
		"their own or a relative",
	],
	[
		"a household of another village is put forward",
		({ chen }) => [again("'household-fan', village_id, 'village', result_id, 'person-wang', 1, 1", chen)],
		"of an open household that lives there",
	],
	[
		"one in hardship is put forward by the village",
		({ chen }) => [
			"update households set is_hardship = 1 where id = 'household-chen'",
			again("household_id, village_id, 'village', result_id, 'person-wang', 1, 1", chen),
		],
		"hardship is never compared",
	],
	[
		"one is put forward without stars",
		({ chen }) => [again("household_id, village_id, 'village', null, 'person-wang', 1, 1", chen)],
		"four stars",
	],
	[
		"a title is another household's",
		({ chen }) => [`update courtyard_titles set household_id = 'household-fan' where id = '${chen}'`],
		"whose",
	],
	[
		"who put it forward says yes for the household",
		({ chen, yun }) => [`update courtyard_titles set agreed_at = 1, agreed_by = '${yun}', said_by = '陈桂兰' where id = '${chen}'`],
		"agreed to once, by nobody who put it forward",
	],
	[
		"a stranger says yes as a member",
		({ chen }) => [`update courtyard_titles set agreed_at = 1, agreed_by = 'person-li' where id = '${chen}'`],
		"agreed to once",
	],
	["a notice is cut short", ({ bao }) => [`update courtyard_titles set notice_ends_at = 1 where id = '${bao}'`], "those that it said"],
	["a title is given by a date", ({ bao }) => [`update courtyard_titles set titled_at = 1 where id = '${bao}'`], "says its life"],
	["one without a title is shown", ({ bao }) => [`update courtyard_titles set shown_at = 1 where id = '${bao}'`], "only with the title"],
	["its stage is another", ({ bao }) => [`update courtyard_titles set stage = 'titled' where id = '${bao}'`], "follows"],
	["a title is deleted", ({ bao }) => [`delete from courtyard_titles where id = '${bao}'`], "courtyard_titles"],
	["a step is deleted", () => ["delete from courtyard_title_stages"], "courtyard_title_stages"],
	["a step is left out", ({ bao }) => [step(bao, 3, "warned", "person-wang")], "courtyard_title_stages"],
	["it is noticed without a yes", ({ chen, yun }) => [step(chen, 2, "noticed", yun)], "the household's own yes"],
	["the household titles itself", ({ bao }) => [step(bao, 3, "titled", "person-bao")], "own household or declared relatives"],
	["the village gives the title", ({ bao, yun }) => [step(bao, 3, "titled", yun)], "by the town or the district"],
	["it is titled while its notice runs", ({ bao }) => [step(bao, 3, "titled", "person-wang", SOON)], "when its notice ended"],
	[
		"it is titled while an objection waits",
		({ bao }) => [objection("du"), step(bao, 3, "titled", "person-wang")],
		"no objection waits or was right",
	],
	[
		"who made the nominator gives the title",
		({ bao, tao }) => [step(bao, 3, "titled", tao)],
		"nobody who put it forward, noticed it, or depends on them",
	],
	["a warning ends without a look", ({ du, gu }) => [step(du, 5, "titled", gu)], "as the last check found"],
	["it is removed after one look", ({ du }) => [step(du, 5, "removed", "person-wang")], "removed only after warning"],
	["a look is out of turn", ({ du, tao }) => [check(du, 7, "failed", tao)], "one after the other"],
	["a look is at what has no title", ({ bao, tao }) => [check(bao, 1, "warned", tao)], "of a courtyard with the title"],
	["the village looks", ({ du, yun }) => [check(du, 2, "failed", yun)], "by nobody who is close"],
	["it is warned twice", ({ du, tao }) => [check(du, 2, "warned", tao)], "one warning"],
	[
		"it failed before its term is over",
		({ du, tao }) => [check(du, 2, "failed", tao, daysAfter(SETTLED, 110).getTime())],
		"failed once the term",
	],
	["who warned finds it failed", ({ du, gu }) => [check(du, 2, "failed", gu)], "somebody independent of who warned"],
	[
		"hardship is looked at as failed",
		({ du, tao }) => ["update households set is_hardship = 1 where id = 'household-du'", check(du, 2, "failed", tao)],
		"left in peace",
	],
	["what was found is told anew", () => ["update courtyard_title_checks set words = '都好都好。'"], "nothing else of them changes"],
	[
		"who looked speaks for the household",
		() => ["update courtyard_title_checks set reply = '就收拾就收拾。', replied_at = 1, replied_by = checked_by, reply_said_by = '杜长河'"],
		"come by no hand of who looked",
	],
	["a look is deleted", () => ["delete from courtyard_title_checks"], "courtyard_title_checks"],
	["the household objects to its own", () => [objection("bao")], "of another household of the village"],
	[
		"who put it forward answers an objection",
		({ yun }) => [
			objection("du"),
			`update objections set answer = '没有的事。', is_upheld = 0, answered_by = '${yun}', answered_at = ${LATE} where kind = 'title'`,
		],
		"answered by nobody who put the courtyard forward",
	],
])("the database refuses that %s", async (_what, statements, told) => {
	const all = statements(scene);
	const last = all.pop() ?? "";
	for (const statement of all) await write(() => rawClient().execute(statement));
	await expect(write(() => rawClient().execute(last))).rejects.toThrow(told);
});
