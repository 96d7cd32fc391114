import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { hasPartIn, inOfficeOf, isWithin, mayActIn, partlyInOfficeOf, reachingTo, within } from "#domain/regions/scope.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const names = async (which: ReturnType<typeof within>) =>
	(await db.select({ name: regions.name }).from(regions).where(which).orderBy(asc(regions.code))).map(({ name }) => name);

test("the range of a path holds what its beginning says, and the same is above as one says of two paths", async () => {
	await inviteCast();
	const rows = await db.select().from(regions).orderBy(asc(regions.code));
	for (const place of rows) {
		const below = rows.filter(({ path }) => isWithin(path, place.path)).map(({ name }) => name);
		const above = rows.filter(({ path }) => isWithin(place.path, path)).map(({ name }) => name);
		expect(await names(within(place.path))).toEqual(below);
		expect(await names(reachingTo(place.path))).toEqual(above);
	}
});

test("rows and questions agree on whose office a place is, for every role and place", async () => {
	await inviteCast();
	const rows = await db.select().from(regions).orderBy(asc(regions.code));
	const roles: Role[] = ["moderator", "auditor"];
	for (const { id, name, path } of rows) {
		const held = { role: "moderator" as const, regionId: id, regionName: name, path };
		const viewer = { kind: "staff", personId: "somebody", roles: [held] } as unknown as Viewer;
		const of = (asked: (placePath: string) => boolean) => rows.filter((place) => asked(place.path)).map((place) => place.name);
		expect(await names(inOfficeOf(viewer, roles))).toEqual(of((place) => mayActIn(viewer, place, ...roles)));
		expect(await names(partlyInOfficeOf(viewer, roles))).toEqual(of((place) => hasPartIn(viewer, place, ...roles)));
		expect(await names(inOfficeOf(viewer, ["auditor"]))).toEqual([]);
	}
});

test("a neighbour whose id begins alike is not below", () => {
	expect(isWithin("/d/t1/", "/d/t/")).toBe(false);
	expect(isWithin("/d/t/v/", "/d/t/")).toBe(true);
	expect(mayActIn(null, "/d/", "moderator")).toBe(false);
});
