import { beforeEach, expect, test } from "vitest";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { ownPlaces } from "#domain/regions/own-places.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
beforeEach(async () => {
	cast = await inviteCast();
});

/** A second town with so many villages, the first of which bears the name of one in the other town. */
async function addTown(villages: number): Promise<void> {
	const { qingling } = cast.places;
	const kept = { codeSource: "local" as const, validFrom: MORNING };
	const town = {
		id: "hexi",
		code: "990101101000",
		level: "town" as const,
		name: "河西镇",
		parentId: qingling.id,
		path: `${qingling.path}hexi/`,
	};
	const rows = Array.from({ length: villages }, (_, n) => ({
		...{ id: `hexi-${n}`, code: `990101101${String(201 + n)}`, level: "village" as const, name: n === 0 ? "青石村" : `第${n}村` },
		...{ parentId: "hexi", path: `${town.path}hexi-${n}/`, ...kept },
	}));
	await write(async (tx) => {
		await tx.insert(regions).values({ ...town, ...kept });
		await tx.insert(regions).values(rows);
	});
}

const labels = (places: { town: string; name: string }[]) => places.map(({ town, name }) => `${town} ${name}`);

test("few places are all there, villages of one name with their towns", async () => {
	await addTown(3);
	const { places, towns } = await ownPlaces(cast.staff.wang);
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
	expect(towns).toEqual([]);
});

test("of too many only the villages of the chosen town are there, or of the town of a village that was found", async () => {
	await addTown(90);
	const open = await ownPlaces(cast.staff.wang);
	expect(labels(open.places)).toEqual([" 青岭区", " 柿林镇", " 河西镇"]);
	expect(open.towns.map(({ name }) => name)).toEqual(["柿林镇", "河西镇"]);
	for (const near of [cast.places.shilin.id, cast.places.qingshi.id]) {
		const { places, townId } = await ownPlaces(cast.staff.wang, near);
		expect(labels(places)).toEqual([" 青岭区", " 柿林镇", "柿林镇 青石村", "柿林镇 白杨村", " 河西镇"]);
		expect(townId).toBe(cast.places.shilin.id);
	}
	for (const near of ["nowhere", cast.places.qingling.id, cast.places.donggou.id])
		expect((await ownPlaces(cast.staff.wang, near)).places).toHaveLength(3);
});

test("whose office is a village chooses nothing else, wherever they look", async () => {
	await addTown(90);
	expect((await ownPlaces(cast.staff.li, "hexi")).places).toEqual([]);
});
