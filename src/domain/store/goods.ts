import { and, desc, eq, isNull } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { storeGoods, storePrices } from "#db/schema/store.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { type Erased, removeErased } from "#domain/photos/erase.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireLine, requireWords } from "#domain/said.ts";
import { changed } from "#platform/changes.ts";
import { type Good, requireGood, requireStore } from "./keepers.ts";
import { takePhotoAway } from "./photos.ts";
import { wholeWithin } from "./rules.ts";
import { DESCRIPTION_MOST, NAME_LENGTH, PRICE_MOST, UNIT_LENGTH } from "./types.ts";

interface ByAdmin {
	by: Viewer;
	at: Date;
}

interface NewGood extends ByAdmin {
	villageId: string;
	name: string;
	unit: string;
	description: string;
	points: string;
}

/** 上架: a good with its price. Added twice by name, it is one. */
export async function addGood({ villageId, by, at, ...typed }: NewGood): Promise<{ goodId: string }> {
	const name = requireLine(typed.name, { ...NAME_LENGTH, field: "name", lacks: "storeDesk.nameLength" });
	const unit = requireLine(typed.unit, { ...UNIT_LENGTH, field: "unit", lacks: "storeDesk.unitLength" });
	const description = requireWords(typed.description, {
		least: 0,
		most: DESCRIPTION_MOST,
		field: "description",
		lacks: "storeDesk.tooLong",
	});
	const points = requirePoints(typed.points);
	return changing(villageId, async (tx) => {
		await requireStore(tx, by, villageId, ADMIN_ROLES);
		const same = and(eq(storeGoods.villageId, villageId), eq(storeGoods.name, name), isNull(storeGoods.endedAt));
		const [known] = await tx.select({ goodId: storeGoods.id }).from(storeGoods).where(same);
		if (known) return known;
		const goodId = newId();
		await tx.insert(storeGoods).values({ id: goodId, villageId, name, unit, description, addedBy: by.personId, addedAt: at });
		await tx.insert(storePrices).values({ id: newId(), goodId, version: 1, points, setBy: by.personId, setAt: at });
		const detail = { region: villageId, name, points };
		await record(tx, { at, actorId: by.personId, action: "store.add_good", subject: `store:${goodId}`, detail });
		return { goodId };
	});
}

/** A new version; whoever orders meanwhile is asked again. */
export async function setPrice({ goodId, by, at, ...typed }: ByAdmin & { goodId: string; points: string }): Promise<void> {
	const points = requirePoints(typed.points);
	await onGood(goodId, by, async (tx) => {
		const last = await priceOf(tx, goodId);
		if (last?.points === points) return;
		const version = (last?.version ?? 0) + 1;
		await tx.insert(storePrices).values({ id: newId(), goodId, version, points, setBy: by.personId, setAt: at });
		const detail = { from: last?.points ?? 0, to: points };
		await record(tx, { at, actorId: by.personId, action: "store.set_price", subject: `store:${goodId}`, detail });
	});
}

function requirePoints(typed: string): number {
	const points = wholeWithin(typed, { least: 1, most: PRICE_MOST });
	if (points === undefined) throw new Refusal("invalid", "storeDesk.priceBounds", { field: "points", params: { limit: PRICE_MOST } });
	return points;
}

/** 下架: it can be ordered no more, and its photo is gone; what is laid aside is handed out still. */
export async function endGood({ goodId, by, at }: ByAdmin & { goodId: string }): Promise<void> {
	const gone = await onGood(goodId, by, async (tx, good): Promise<Erased | null> => {
		if (good.endedAt) return null;
		const erased = await takePhotoAway(tx, good, { by, at });
		await tx.update(storeGoods).set({ endedAt: at }).where(eq(storeGoods.id, goodId));
		await record(tx, { at, actorId: by.personId, action: "store.end_good", subject: `store:${goodId}` });
		return erased;
	});
	if (gone) await removeErased(gone);
}

async function onGood<T>(goodId: string, by: Viewer, work: (tx: Tx, good: Good) => Promise<T>): Promise<T> {
	const { villageId, done } = await write(async (tx) => {
		const good = await requireGood(tx, by, goodId);
		return { villageId: good.villageId, done: await work(tx, good) };
	});
	changed([`store:${villageId}`]);
	return done;
}

async function changing<T>(villageId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
	const done = await write(work);
	changed([`store:${villageId}`]);
	return done;
}

export async function priceOf(reader: Reader, goodId: string) {
	const [last] = await reader.select().from(storePrices).where(eq(storePrices.goodId, goodId)).orderBy(desc(storePrices.version)).limit(1);
	return last;
}
