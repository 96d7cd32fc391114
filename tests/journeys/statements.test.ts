import { expect, test } from "vitest";
import { boardsOf } from "#tests/boards.ts";
import { inviteCast } from "#tests/cast.ts";
import { titledModel } from "#tests/models.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { spotOffices } from "#tests/spots.ts";
import { picturedStory, storyOffices } from "#tests/stories.ts";
import { Visitor } from "#tests/visitor.ts";

let board = "";
let cast: Awaited<ReturnType<typeof inviteCast>>;
let model = "";
let story = "";
const site = useSite(async () => {
	cast = await inviteCast();
	const { bao, chen, du } = cast.homes;
	for (const [n, home] of [bao, bao, chen, du].entries()) await pairOf(home, `pair-${n}`);
	board = (await boardsOf(cast)).published;
	model = await titledModel(cast, await spotOffices(cast));
	story = await picturedStory(cast, await storyOffices(cast));
	await roundOf("june", { regionId: cast.places.qingshi.id, candidates: [bao, chen], roll: [bao, chen, du] });
});

/** What a page made anew asks once it was made before; the least of some, for jobs ask too. */
async function askedFor(address: string): Promise<string[]> {
	const visitor = new Visitor(site().origin);
	let least: string[] | undefined;
	for (let time = 0; time < 4; time++) {
		await site().asked();
		expect((await visitor.ask(`${address}?unknown=1`)).status).toBe(200);
		const asked = await site().asked();
		if (!least || asked.length < least.length) least = asked;
	}
	return least ?? [];
}

test.each<[page: string, most: number, address: () => string]>([
	["home", 3, () => "/"],
	["the wall", 3, () => "/wall"],
	["the villages", 3, () => "/villages"],
	["a village", 3, () => `/villages/${cast.places.qingshi.id}`],
	["the store of a village", 3, () => `/villages/${cast.places.qingshi.id}/store`],
	["a courtyard", 3, () => "/courtyards/code-bao"],
	["a pair", 3, () => "/submissions/pair-1"],
	["the votes", 3, () => "/votes"],
	// Its stages, how its nominees were found, its candidates and their pairs; kept for all like the others.
	["a vote", 6, () => "/votes/june"],
	["the boards", 3, () => "/boards"],
	["an edition of a board", 3, () => `/boards/${board}`],
	["objections to a board", 3, () => `/boards/${board}/objections`],
	["the model villages", 3, () => "/models"],
	["the notices of model courtyards", 3, () => "/titles"],
	["the stories", 3, () => "/stories"],
	["a story", 3, () => `/stories/${story}`],
	["a model village", 3, () => `/models/${model}`],
	["the walks", 3, () => "/inspections"],
	["how courtyards are rated", 3, () => "/ratings"],
	["the look backs", 3, () => "/lookbacks"],
	["how it works", 3, () => "/how"],
	["the report", 3, () => "/report"],
	["the sign-in", 3, () => "/sign-in"],
])("%s asks the database %i times at most", async (_page, most, address) => {
	expect((await askedFor(address())).length).toBeLessThanOrEqual(most);
});
