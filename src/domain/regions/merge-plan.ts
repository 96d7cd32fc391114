import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requireNoVote } from "./in-vote.ts";
import { ofHamlets } from "./joined.ts";
import { type PlaceRow, requireOpenPlace } from "./require-place.ts";
import { plainName } from "./rules.ts";

/** What becomes of everything in a place that goes into another one, told before and done after. */
export interface MergePlan {
	place: PlaceRow;
	into: PlaceRow;
	/** Of a hamlet: its households; `number` is another than `was` if somebody there has it. */
	homes: { id: string; headName: string; was: string; number: string; isClosed: boolean }[];
	/** Of a village or town: what lies below; `name` is another than `was` if a place there is called so. */
	below: { id: string; was: string; name: string; isClosed: boolean }[];
	/** Open households and published pairs of all that lies in it. */
	figures: { households: number; pairs: number };
	offices: { id: string; personId: string; person: string; role: (typeof roleGrants.$inferSelect)["role"]; grantedBy: string | null }[];
}

interface Merging {
	regionId: string;
	intoId: string;
	by: Viewer | null;
}

export async function mergePlan(reader: Reader, { regionId, intoId, by }: Merging): Promise<MergePlan> {
	const place = await requireOpenPlace(reader, by, regionId);
	const into = await requireOpenPlace(reader, by, intoId);
	const fits = place.level === into.level && place.id !== into.id && place.level !== "district";
	if (!fits || (place.level === "hamlet" && place.parentId !== into.parentId))
		throw new Refusal("invalid", place.level === "hamlet" ? "regions.mergeWithinVillage" : "regions.mergeAlike", { field: "intoId" });
	await requireNoVote(reader, place, into);
	return {
		...{ place, into },
		homes: place.level === "hamlet" ? await numbered(reader, place, into) : [],
		below: place.level === "hamlet" ? [] : await named(reader, place, into),
		figures: await figuresOf(reader, place),
		offices: await officesOf(reader, place),
	};
}

function homesOf(reader: Reader, hamletId: string) {
	return reader
		.select({ id: households.id, headName: households.headName, number: households.number, closedAt: households.closedAt })
		.from(households)
		.where(ofHamlets(sql`(${hamletId})`))
		.orderBy(asc(households.number));
}

/** Who comes keeps their number, unless somebody bears or bore it there; then it is one above all numbers of both. */
async function numbered(reader: Reader, place: PlaceRow, into: PlaceRow): Promise<MergePlan["homes"]> {
	const coming = await homesOf(reader, place.id);
	const there = new Set((await homesOf(reader, into.id)).map(({ number }) => number));
	let last = Math.max(0, ...[...there, ...coming.map(({ number }) => number)].map(Number));
	const homes = coming.map(({ id, headName, number: was, closedAt }) => {
		const number = there.has(was) ? String(++last).padStart(4, "0") : was;
		return { id, headName, was, number, isClosed: closedAt !== null };
	});
	if (last > 9999) throw new Refusal("conflict", "regions.numbersUsedUp", { params: { name: into.name } });
	return homes;
}

/** 东沟 of 白杨村 becomes 白杨村东沟 where 东沟 is taken. */
async function named(reader: Reader, place: PlaceRow, into: PlaceRow): Promise<MergePlan["below"]> {
	const { id, name: was, validTo } = regions;
	const there = await reader
		.select({ name: was })
		.from(regions)
		.where(and(eq(regions.parentId, into.id), isNull(validTo)));
	const taken = new Set(there.map(({ name }) => name));
	const coming = await reader.select({ id, was, validTo }).from(regions).where(eq(regions.parentId, place.id)).orderBy(asc(regions.code));
	return coming.map(({ validTo: closedAt, ...one }) => {
		const isClosed = closedAt !== null;
		const name = isClosed || !taken.has(one.was) ? one.was : freeName(place.name + one.was, taken);
		if (!isClosed) taken.add(name);
		return { ...one, name, isClosed };
	});
}

function freeName(wanted: string, taken: Set<string>): string {
	let name = wanted;
	for (let n = 2; taken.has(name); n += 1) name = wanted + n;
	if ("wrong" in plainName(name)) throw new Refusal("conflict", "regions.nameTaken", { params: { name: wanted } });
	return name;
}

async function figuresOf(reader: Reader, { id }: PlaceRow): Promise<MergePlan["figures"]> {
	const { households, pairs, regionId } = regionFigures;
	const [found] = await reader.select({ households, pairs }).from(regionFigures).where(eq(regionId, id));
	return found ?? { households: 0, pairs: 0 };
}

function officesOf(reader: Reader, { id }: PlaceRow): Promise<MergePlan["offices"]> {
	const { personId, role, grantedBy } = roleGrants;
	return reader
		.select({ id: roleGrants.id, personId, person: people.name, role, grantedBy })
		.from(roleGrants)
		.innerJoin(people, eq(people.id, personId))
		.where(and(eq(roleGrants.regionId, id), isNull(roleGrants.revokedAt)))
		.orderBy(asc(people.name));
}

/** What a merge would do, for the admin who decides. */
export function mergeLookedAt(viewer: Viewer, { regionId, intoId }: { regionId: string; intoId: string }): Promise<MergePlan> {
	return mergePlan(db, { regionId, intoId, by: viewer });
}
