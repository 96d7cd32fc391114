import { and, asc, eq, isNull, ne, or, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { storeKeepers } from "#db/schema/store.ts";
import { visibleTo } from "#domain/accounts/staff.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { signersOf } from "#domain/approvals/approvals.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, inOfficeOf, mayActIn, READERS, reachingTo, regionsOf, within } from "#domain/regions/scope.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { donorsOf } from "./donors.ts";
import { requireStore, storesKeptBy, type Village } from "./keepers.ts";
import { goodsIn } from "./shop.ts";
import { onTheShelf } from "./stock.ts";
import { stockPapers } from "./stock-papers.ts";

const LATELY_MS = 90 * DAY_MS;

/** Stores of which the viewer reads the stock: those that they keep, and those of their office that have goods or a keeper. Not_found for whose duty it is nowhere. */
export async function storesSeenBy(viewer: Viewer): Promise<Village[]> {
	const kept = await storesKeptBy(viewer);
	const isReader = regionsOf(viewer, ...READERS).length > 0;
	if (kept.length === 0 && !isReader) throw new Refusal("not_found", "common.notFound");
	if (!isReader) return kept;
	const stores = sql`${regions.id} in (select village_id from store_goods union select village_id from store_keepers where ended_at is null)`;
	const seen = await db
		.select({ villageId: regions.id, village: nameAmongAll("regions"), path: regions.path })
		.from(regions)
		.where(and(stores, isNull(regions.validTo), inOfficeOf(viewer, READERS)))
		.orderBy(asc(regions.code));
	return [...kept.filter((one) => !seen.some(({ villageId }) => villageId === one.villageId)), ...seen];
}

/** A village's stock with its papers, goods, keepers and donors. Admins decide, keepers enter and count, auditors read and sign. */
export async function stockDesk(viewer: Viewer, villageId: string, at: Date) {
	const village = await requireStore(db, viewer, villageId, READERS, { orKeeper: true });
	const papers = await stockPapers(viewer, villageId);
	const [shelf, goods, donors, keepers, signers] = await Promise.all([
		onTheShelf(villageId),
		goodsIn(villageId),
		donorsOf(villageId),
		keepersOf(villageId, at),
		signersOf(
			{ id: villageId, path: village.path },
			papers.map(({ approval }) => approval),
		),
	]);
	const decides = mayActIn(viewer, village.path, ...ADMIN_ROLES);
	const enters = decides || keepers.some(({ personId }) => personId === viewer.personId);
	const candidates = decides
		? (await staffAround(viewer, village)).filter((one) => !keepers.some((it) => it.personId === one.personId))
		: [];
	return { village, papers, shelf, goods, donors, keepers, candidates, signers, decides, enters };
}

/** Who keeps a store now, with what they ordered in the name of households lately: whoever decides who keeps it looks whether that is likely. */
function keepersOf(
	villageId: string,
	at: Date,
): Promise<{ personId: string; name: string; since: Date; orders: number; points: number }[]> {
	const lately = sql`from store_orders o where o.village_id = ${villageId} and o.way = 'keeper' and o.ordered_by = ${people.id}
		and o.stage in ('ordered', 'collected') and o.ordered_at > ${later(at, -LATELY_MS).getTime()}`;
	return db
		.select({
			...{ personId: people.id, name: people.name, since: storeKeepers.addedAt },
			orders: sql<number>`(select count(*) ${lately})`,
			points: sql<number>`coalesce((select sum(o.points) ${lately}), 0)`,
		})
		.from(storeKeepers)
		.innerJoin(people, eq(people.id, storeKeepers.personId))
		.where(and(eq(storeKeepers.villageId, villageId), isNull(storeKeepers.endedAt)));
}

/** Staff of the village and of the places above it whom this admin may ask. */
function staffAround(by: Viewer, { path }: Village): Promise<{ personId: string; name: string }[]> {
	return db
		.selectDistinct({ personId: people.id, name: people.name })
		.from(people)
		.innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(and(or(within(path), reachingTo(path)), isNull(people.disabledAt), ne(people.id, by.personId), visibleTo(by)))
		.orderBy(asc(people.name))
		.limit(100);
}
