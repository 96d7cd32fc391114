import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { hamletsNear } from "#domain/regions/choices.ts";
import { ownPlaces } from "#domain/regions/own-places.ts";
import { as } from "#tests/admins.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { addTown } from "#tests/towns.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const addTwin = (villages: number) => addTown(cast.places.qingling, villages);

const labels = (places: { town: string; name: string }[]) => places.map(({ town, name }) => `${town} ${name}`);

test("few places are all there, villages of one name with their towns", async () => {
	await addTwin(3);
	const { places, steps } = await ownPlaces(cast.staff.wang);
	expect(labels(places)).toEqual([
		" 青岭区",
		" 柿林镇",
		"柿林镇 青石村",
		"柿林镇 白杨村",
		" 河西镇",
		"河西镇 青石村",
		"河西镇 第1村",
		"河西镇 第2村",
	]);
	expect(steps).toEqual([]);
});

test("of too many only the villages of the chosen town are there, or of the town of a village that was found", async () => {
	await addTwin(90);
	const open = await ownPlaces(cast.staff.wang);
	expect(labels(open.places)).toEqual([" 青岭区", " 柿林镇", " 河西镇"]);
	expect(open.steps.map(({ level, places }) => [level, ...places.map(({ name }) => name)])).toEqual([["town", "柿林镇", "河西镇"]]);
	for (const near of [cast.places.shilin.id, cast.places.qingshi.id, cast.places.donggou.id]) {
		const { places, steps } = await ownPlaces(cast.staff.wang, near);
		expect(labels(places)).toEqual([" 青岭区", " 柿林镇", "柿林镇 青石村", "柿林镇 白杨村", " 河西镇"]);
		expect(steps[0]?.chosenId).toBe(cast.places.shilin.id);
	}
	for (const near of ["nowhere", cast.places.qingling.id]) expect((await ownPlaces(cast.staff.wang, near)).places).toHaveLength(3);
});

test("whose office is a village chooses nothing else, wherever they look", async () => {
	await addTwin(90);
	expect((await ownPlaces(cast.staff.li, "hexi")).places).toEqual([]);
});

test("hamlets are narrowed by town and village, for an office with few there is nothing to narrow", async () => {
	await addTown(cast.places.qingling, 22, 3);
	const names = async (viewer: Viewer, near: string) => {
		const { steps, choices } = await hamletsNear(viewer, near);
		return [steps.map(({ level, chosenId }) => [level, chosenId]), choices.map(({ above, name }) => `${above} ${name}`)];
	};
	expect(await names(cast.staff.wang, "")).toEqual([[["town", undefined]], []]);
	expect(await names(cast.staff.wang, cast.places.shilin.id)).toEqual([
		[["town", cast.places.shilin.id]],
		["柿林镇 青石村 东沟", "柿林镇 青石村 西坡", "白杨村 桥头"],
	]);
	expect(await names(cast.staff.wang, "hexi")).toEqual([
		[
			["town", "hexi"],
			["village", undefined],
		],
		[],
	]);
	for (const near of ["hexi-0", "hexi-0-1"])
		expect(await names(cast.staff.wang, near)).toEqual([
			[
				["town", "hexi"],
				["village", "hexi-0"],
			],
			["河西镇 青石村 1组", "河西镇 青石村 2组", "河西镇 青石村 3组"],
		]);
	const yun = as(cast.staff.wang, "village_admin", cast.places.qingshi);
	expect(await names(yun, "hexi-0")).toEqual([[], ["柿林镇 青石村 东沟", "柿林镇 青石村 西坡"]]);
});
