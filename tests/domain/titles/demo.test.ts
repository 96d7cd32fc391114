import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { courtyardTitleChecks, courtyardTitles } from "#db/schema/titles.ts";
import { insertInOrder } from "#demo/steps.ts";
import { titleSteps } from "#demo/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { standingOf } from "#domain/objections/objections.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { spotOffices } from "#tests/spots.ts";
import { settledYards } from "#tests/titles.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

test("the demo has a courtyard that shows its title, one that was warned and mended it, and one on notice with a question, all rules obeyed", async () => {
	const cast = await inviteCast();
	const { yun, gu } = await spotOffices(cast);
	await settledYards(cast, {});
	const min = await hired("zhou", "town_admin", cast.places.shilin, cast.staff.wang);
	const viewers = new Map<string, Viewer>([
		["cun-guanli", yun],
		["zhen-guanli", min],
		["pingxuan", cast.staff.wang],
		["ducha", gu],
	]);
	const { qingshi, shilin } = cast.places;
	const places = [{ ...qingshi, level: "village", parentId: shilin.id }];
	const homes = Object.values(cast.homes).map(({ viewer, ...home }) => ({
		...home,
		headName: viewer.name,
		villageId: home.hamlet.parent?.id ?? "",
	}));
	const [doubter] = homes;
	if (!doubter) throw new Error("nobody lives there");
	const steps = titleSteps({
		staff: { admin: cast.staff.wang, viewers, accounts: [] },
		places,
		homes,
		doubter,
		until: new Date("2027-01-05T07:30:00Z"),
	});
	steps.sort((a, b) => a.at.getTime() - b.at.getTime());
	for (let next = steps.shift(); next; next = steps.shift()) insertInOrder(steps, await next.take());
	const titles = await db.select().from(courtyardTitles);
	const known = titles.map(({ stage, shownAt }) => `${stage}${shownAt ? " shown" : ""}`).sort();
	expect(known).toEqual(["noticed", "titled", "titled shown"]);
	expect((await db.select().from(courtyardTitleChecks)).map(({ result }) => result)).toEqual(["warned", "passed"]);
	const noticed = titles.find(({ stage }) => stage === "noticed");
	expect(await standingOf({ kind: "title", subject: noticed?.id ?? "" })).toEqual({ unanswered: 1, upheld: 0 });
});
