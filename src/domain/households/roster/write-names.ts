import { setImmediate as breathe } from "node:timers/promises";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Tx } from "#db/client.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { ofHamlets } from "#domain/regions/joined.ts";
import { moveWithin } from "#domain/regions/move.ts";
import { pagesNaming } from "#domain/regions/pages.ts";
import type { Tag } from "#platform/changes.ts";
import { changeHead } from "../change-head.ts";
import { noteOn, tellOf } from "../change-household.ts";
import type { HomePlan, Renumbered } from "./home-plan.ts";
import type { PlacePlan } from "./places.ts";

interface Acting {
	by: Viewer | null;
	at: Date;
}

// A household's change takes a millisecond or two, and nobody is answered meanwhile.
const AT_ONCE = 10;
const NUMBERED_AT_ONCE = 200;

/** A command refused what a line asks for, so nothing of the file is done. */
export class LineRefused extends Error {
	readonly line: number;
	readonly where: string;
	readonly refusal: Refusal;

	constructor({ line, where }: { line: number; where: string }, refusal: Refusal) {
		super(`line ${line}: ${refusal.key}`);
		this.line = line;
		this.where = where;
		this.refusal = refusal;
	}
}

/** Places under another name or another place; each is a line of the trail. Returns the public pages that change. */
export async function writePlaces(tx: Tx, { renamed, moved }: PlacePlan, { by, at }: Acting): Promise<Tag[]> {
	const pages: Tag[] = [];
	for (const { line, code: where, id, toId } of moved)
		pages.push(...(await onLine({ line, where }, () => moveWithin(tx, { regionId: id, toId, by, at }))));
	for (const { id, was, name } of renamed) {
		await tx.update(regions).set({ name }).where(eq(regions.id, id));
		const detail = { from: was, to: name };
		await record(tx, { at, actorId: by?.personId ?? null, action: "region.rename", subject: `region:${id}`, detail });
		const [place] = await tx.select({ path: regions.path }).from(regions).where(eq(regions.id, id));
		if (place) pages.push(...(await pagesNaming(tx, place)));
	}
	return pages;
}

/** Households under another number or another head; the trail names who changed into whom. */
export async function writeHouseholds(tx: Tx, { renumbered, heads }: HomePlan, acting: Acting): Promise<Tag[]> {
	await renumber(tx, renumbered, acting);
	const pages: Tag[] = [];
	for (const [n, { id: householdId, name, why, ...told }] of heads.entries()) {
		pages.push(...(await onLine(told, () => changeHead(tx, { householdId, name, why, ...acting }))).pages);
		if (n % AT_ONCE === 0) await breathe();
	}
	return pages;
}

async function renumber(tx: Tx, renumbered: Renumbered[], acting: Acting): Promise<void> {
	if (renumbered.length === 0) return;
	// Out of each other's way first, because they change places.
	await number(tx, await spareNumbers(tx, renumbered));
	await number(tx, renumbered);
	const lived = await livedIn(tx, renumbered);
	for (const [n, { id: householdId, line, where, was, headName }] of renumbered.entries()) {
		const { by } = acting;
		if (by) await onLine({ line, where }, () => requireImpartial(tx, by, householdId));
		const became = { from: `${was} ${headName}`, to: `${where} ${headName}` };
		await noteOn(tx, { householdId, ...acting })("household.move", became);
		if (lived.has(householdId)) await tellOf(tx, { householdId, ...acting }, { what: "moved", ...became });
		if (n % AT_ONCE === 0) await breathe();
	}
}

/** The households of which somebody has come in, who can read what they are told. */
async function livedIn(tx: Tx, renumbered: Renumbered[]): Promise<Set<string>> {
	const ids = renumbered.map(({ id }) => id);
	const rows = await tx
		.selectDistinct({ id: householdMembers.householdId })
		.from(householdMembers)
		.where(and(isNull(householdMembers.leftAt), inArray(householdMembers.householdId, among(ids))));
	return new Set(rows.map(({ id }) => id));
}

/** For each a number from the end that nobody has in its hamlet, now or then. */
async function spareNumbers(tx: Tx, renumbered: Renumbered[]): Promise<Numbered[]> {
	const ids = renumbered.map(({ id }) => id);
	const { hamletId, id, number } = households;
	const rows = await tx
		.select({ hamletId, id, number })
		.from(households)
		.where(ofHamlets(sql`(select hamlet_id from households where id in ${among(ids)})`));
	const taken = Map.groupBy([...rows, ...renumbered], ({ hamletId }) => hamletId);
	const lineOf = new Map(renumbered.map((one) => [one.id, one]));
	return [...Map.groupBy(rows, ({ hamletId }) => hamletId)].flatMap(([hamletId, inHamlet]) => {
		const free = freeNumbers(new Set(taken.get(hamletId)?.map((one) => one.number)));
		return inHamlet.flatMap(({ id }) => {
			const told = lineOf.get(id);
			if (!told) return [];
			const spare = free.next().value;
			if (!spare) throw new LineRefused(told, new Refusal("conflict", "households.life.numbersUsedUp"));
			return [{ id, number: spare }];
		});
	});
}

function* freeNumbers(taken: Set<string>): Generator<string, undefined> {
	for (let n = 9999; n > 0; n -= 1) {
		const number = String(n).padStart(4, "0");
		if (!taken.has(number)) yield number;
	}
	return undefined;
}

interface Numbered {
	id: string;
	number: string;
	hamletId?: string;
}

async function number(tx: Tx, rows: Numbered[]): Promise<void> {
	for (let from = 0; from < rows.length; from += NUMBERED_AT_ONCE) {
		const some = rows.slice(from, from + NUMBERED_AT_ONCE).map(({ id, number, hamletId }) => ({ id, number, hamletId }));
		await tx.run(sql`
			update households set number = value ->> 'number', hamlet_id = coalesce(value ->> 'hamletId', hamlet_id),
				village_id = coalesce((select parent_id from regions where regions.id = value ->> 'hamletId'), village_id)
			from json_each(${JSON.stringify(some)}) where households.id = value ->> 'id'`);
		await breathe();
	}
}

async function onLine<T>(told: { line: number; where: string }, deed: () => Promise<T>): Promise<T> {
	try {
		return await deed();
	} catch (error) {
		throw error instanceof Refusal ? new LineRefused(told, error) : error;
	}
}
