import { and, eq, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { storeGoods, storeKeepers } from "#db/schema/store.ts";
import { visibleTo } from "#domain/accounts/staff.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";

export interface Village {
	villageId: string;
	village: string;
	path: string;
}

interface InStore {
	villageId: string;
	by: Viewer;
	at: Date;
}

/** 店长: staff whom this admin sees, and never by their own hand. */
export function addKeeper({ villageId, personId, by, at }: InStore & { personId: string }): Promise<void> {
	return write(async (tx) => {
		await requireStore(tx, by, villageId, ADMIN_ROLES);
		if (personId === by.personId) throw new Refusal("forbidden", "storeDesk.notOneself", { field: "personId" });
		const [person] = await tx
			.select({ id: people.id })
			.from(people)
			.innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
			.where(and(eq(people.id, personId), isNull(people.disabledAt), visibleTo(by)))
			.limit(1);
		if (!person) throw new Refusal("invalid", "storeDesk.keeperMissing", { field: "personId" });
		if (await isKeeper(tx, personId, villageId)) return;
		await tx.insert(storeKeepers).values({ id: newId(), villageId, personId, addedBy: by.personId, addedAt: at });
		await record(tx, {
			at,
			actorId: by.personId,
			action: "store.add_keeper",
			subject: `region:${villageId}`,
			detail: { person: personId },
		});
	});
}

export function endKeeper({ villageId, personId, by, at }: InStore & { personId: string }): Promise<void> {
	return write(async (tx) => {
		await requireStore(tx, by, villageId, ADMIN_ROLES);
		const standing = and(eq(storeKeepers.villageId, villageId), eq(storeKeepers.personId, personId), isNull(storeKeepers.endedAt));
		const { rowsAffected } = await tx.update(storeKeepers).set({ endedAt: at, endedBy: by.personId }).where(standing);
		if (rowsAffected > 0)
			await record(tx, {
				at,
				actorId: by.personId,
				action: "store.end_keeper",
				subject: `region:${villageId}`,
				detail: { person: personId },
			});
	});
}

async function isKeeper(reader: Reader, personId: string, villageId: string): Promise<boolean> {
	const own = and(eq(storeKeepers.personId, personId), eq(storeKeepers.villageId, villageId), isNull(storeKeepers.endedAt));
	return (await reader.select({ id: storeKeepers.id }).from(storeKeepers).where(own)).length > 0;
}

/** The stores that somebody keeps now. */
export function storesKeptBy({ personId }: Viewer, reader: Reader = db): Promise<Village[]> {
	return reader
		.select({ villageId: regions.id, village: nameAmongAll("regions"), path: regions.path })
		.from(storeKeepers)
		.innerJoin(regions, and(eq(regions.id, storeKeepers.villageId), isNull(regions.validTo)))
		.where(and(eq(storeKeepers.personId, personId), isNull(storeKeepers.endedAt)))
		.orderBy(storeKeepers.addedAt);
}

/** At least one; not_found for who keeps none. */
export async function requireStores(viewer: Viewer): Promise<Village[]> {
	const kept = await storesKeptBy(viewer);
	if (kept.length === 0) throw new Refusal("not_found", "common.notFound");
	return kept;
}

/** The village, if the viewer holds one of these roles over it or keeps its store; not_found otherwise. */
export async function requireStore(
	reader: Reader,
	viewer: Pick<Viewer, "personId" | "roles">,
	villageId: string,
	roles: Role[],
	{ orKeeper = false } = {},
): Promise<Village> {
	const [found] = await reader
		.select({ villageId: regions.id, village: nameAmongAll("regions"), path: regions.path, level: regions.level, isKept: keptBy(viewer) })
		.from(regions)
		.where(and(eq(regions.id, villageId), isNull(regions.validTo)));
	const may = found && (mayActIn(viewer, found.path, ...roles) || (orKeeper && found.isKept));
	if (found?.level !== "village" || !may) throw new Refusal("not_found", "common.notFound");
	const { villageId: id, village, path } = found;
	return { villageId: id, village, path };
}

const keptBy = ({ personId }: Pick<Viewer, "personId">) =>
	sql`exists (select 1 from store_keepers where village_id = regions.id and person_id = ${personId} and ended_at is null)`.mapWith(Boolean);

export type Good = typeof storeGoods.$inferSelect & Pick<Village, "village">;

/** A good of a store over which the viewer decides, or which they keep; not_found otherwise. */
export async function requireGood(reader: Reader, by: Viewer, goodId: string, { orKeeper = false } = {}): Promise<Good> {
	const [good] = await reader.select().from(storeGoods).where(eq(storeGoods.id, goodId));
	if (!good) throw new Refusal("not_found", "common.notFound");
	const { village } = await requireStore(reader, by, good.villageId, ADMIN_ROLES, { orKeeper });
	return { ...good, village };
}

export async function requireKeeper(reader: Reader, { personId }: { personId: string }, villageId: string): Promise<Village> {
	return requireStore(reader, { personId, roles: [] }, villageId, [], { orKeeper: true });
}
