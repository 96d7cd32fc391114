import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { findHouseholds } from "#domain/finder/find.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { requireStores, type Village } from "./keepers.ts";
import { ORDER_LINES, PHOTOS_OF_LINES } from "./order-lines.ts";
import { pickupCodeOf } from "./pickups.ts";
import type { AtCounter, HomeAtCounter, ToHandOut } from "./types.ts";

/** More than wait in a store at once. */
const MOST_WAITING = 60;
/** So few that nobody reads a village as a list. */
const MOST_FOUND = 5;

/** The counter of a keeper: the stores that they keep, the one that is looked at, and what waits to be collected, soonest to lapse first. */
export async function counterOf(viewer: Viewer, asked: string | null) {
	const kept = await requireStores(viewer);
	const here = kept.find(({ villageId }) => villageId === asked) ?? (kept[0] as Village);
	const waits = and(eq(storeOrders.villageId, here.villageId), eq(storeOrders.stage, literal("ordered")));
	const waiting = await ordersWhere(waits, MOST_WAITING);
	return { kept, here, waiting };
}

/** An order of one of these stores, with the photo of each good for the hand that takes it from the shelf; null if there is none. */
export async function orderAtCounter(kept: Village[], orderId: string): Promise<ToHandOut | null> {
	const [order] = await ordersWhere(eq(storeOrders.id, orderId), 1);
	if (!order || !kept.some(({ villageId }) => villageId === order.villageId)) return null;
	const pictures = await knownPictures(order.photos);
	const pictureOf = (good: string) => pictures.get(order.photos.find(({ goodId }) => goodId === good)?.photoId ?? "") ?? null;
	return { ...order, lines: order.lines.map((line) => ({ ...line, picture: pictureOf(line.goodId) })) };
}

/** 取货码 of what a keeper ordered for a household without a phone, to be written down for it. */
export function codeToWriteDown({ orderId, way, stage }: AtCounter): string | null {
	return way === "keeper" && stage === "ordered" ? pickupCodeOf(orderId) : null;
}

async function ordersWhere(which: SQL | undefined, most: number) {
	return db
		.select({
			...{ orderId: storeOrders.id, villageId: storeOrders.villageId, stage: storeOrders.stage, way: storeOrders.way },
			...{ points: storeOrders.points, lapsesAt: storeOrders.lapsesAt, saidBy: storeOrders.saidBy },
			...{ hamlet: regions.name, number: households.number },
			...{ lines: ORDER_LINES, photos: PHOTOS_OF_LINES },
		})
		.from(storeOrders)
		.innerJoin(households, eq(households.id, storeOrders.householdId))
		.innerJoin(regions, inHamlet(households))
		.where(which)
		.orderBy(asc(storeOrders.lapsesAt))
		.limit(most);
}

/** Households of the stores that the viewer keeps, by name, number, pinyin or door code. */
export async function homesAtCounter(viewer: Viewer, typed: string): Promise<HomeAtCounter[]> {
	const kept = await requireStores(viewer);
	// Over the village whose store they keep they look like who holds the role there.
	const roles = kept.map(({ villageId, village, path }) => ({
		role: "storekeeper" as const,
		regionId: villageId,
		regionName: village,
		path,
	}));
	const { ids } = await findHouseholds({ ...viewer, roles }, { typed, most: MOST_FOUND, roles: ["storekeeper"] });
	const homes = await homesWhere(viewer, ids);
	return ids.flatMap((id) => homes.find(({ householdId }) => householdId === id) ?? []);
}

/** One of them, not_found otherwise. */
export async function homeAtCounter(viewer: Viewer, householdId: string): Promise<HomeAtCounter> {
	const kept = await requireStores(viewer);
	const [home] = await homesWhere(viewer, [householdId]);
	if (!home || !kept.some(({ villageId }) => villageId === home.villageId)) throw new Refusal("not_found", "common.notFound");
	return home;
}

function homesWhere({ personId }: Viewer, ids: string[]): Promise<HomeAtCounter[]> {
	return db
		.select({
			...{ householdId: households.id, villageId: households.villageId },
			...{ hamlet: regions.name, number: households.number, headName: households.headName },
			redeemable: sql<number>`coalesce((select redeemable_after from point_legs where household_id = households.id order by entry_seq desc limit 1), 0)`,
			isClose: sql`${households.id} in ${closeTo(personId)}`.mapWith(Boolean),
		})
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(and(inArray(households.id, ids), isNull(households.closedAt)));
}
