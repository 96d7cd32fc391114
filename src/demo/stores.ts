import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { depositFund, FUND_APPROVAL } from "#domain/funds/deposits.ts";
import { quarterOf } from "#domain/funds/rules.ts";
import { addDonor } from "#domain/store/donors.ts";
import { addGood, setPrice } from "#domain/store/goods.ts";
import { addKeeper } from "#domain/store/keepers.ts";
import { photographGood } from "#domain/store/photos.ts";
import { deliver, onTheShelf, STORE_APPROVAL, takeStock } from "#domain/store/stock.ts";
import { uploadsOf } from "./deeds.ts";
import type { Home } from "./homes.ts";
import { shotsOf } from "./outdoors.ts";
import type { Pictures } from "./pictures.ts";
import { DRAWN_WARES } from "./scene/wares.ts";
import { type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { type Counter, orderStep } from "./store-orders.ts";
import { COUNTED, DAMAGED, DONORS, GOODS, type GoodTale, MORE, NEW_PRICE, ORDERS, type OrderTale, STILL_TO_SIGN } from "./store-tales.ts";

interface Keeping {
	staff: Staff;
	homes: Pick<Home, "householdId" | "personId" | "villageId" | "headName">[];
	/** In whose village the store is. */
	villager: Pick<Home, "householdId" | "personId" | "villageId" | "headName">;
	pictures: Pick<Pictures, "of">;
	until: Date;
}

type Deliveries = Pick<GoodTale, "name" | "cost" | "quantity" | "donor">[];

/** By username. They enter no pairs, print no slips and sign nothing, so that they may serve every household. */
const KEEPERS = ["dianzhang", "dianzhang-er"] as const;

/** 积分超市 of a village: its fund, two keepers, what came and was counted, each signed by the auditor, and what households exchanged since its yards were rated. */
export function storeSteps({ staff, homes, villager, pictures, until }: Keeping): Step[] {
	const { villageId } = villager;
	const [office, [first, second]] = [viewerOf(staff, "pingxuan"), KEEPERS.map((name) => viewerOf(staff, name)) as [Viewer, Viewer]];
	const day = (ago: number, days: number, hours = 10) =>
		hoursAfter(startOf(`${monthAfter(monthAt(until), -ago)}-01`), (days - 1) * 24 + hours);
	const counter: Counter = { villageId, villager, homes, goods: new Map(), keeper: first, printer: staff.admin.personId, until };
	const deposit = (at: Date, number: number) => {
		const [month, documentNumber] = [monthAt(at), `村会〔${monthAt(at).slice(0, 4)}〕${number}号`];
		return depositFund({ villageId, quarter: quarterOf(month), deposit: "1500", documentNumber, by: office, at });
	};
	const signed = (at: Date) => signAll(villageId, viewerOf(staff, "shenji"), at);
	const counted = (at: Date, isOff: boolean) => count({ villageId, isOff, by: second, at });
	const steps = [
		step(day(3, 18), (at) => deposit(at, 7)),
		step(day(3, 19), signed),
		step(day(2, 8), (at) => open(counter, { office, keepers: [first, second], at })),
		step(day(2, 9), (at) => enter(counter, { deliveries: GOODS.filter(({ name }) => name !== STILL_TO_SIGN), at })),
		step(day(2, 10), signed),
		...DRAWN_WARES.map((name, n) => photoStep(counter, { name, pictures, at: day(2, 10, 11 + n / 60) })),
		step(day(2, 26, 18), (at) => counted(at, false)),
		step(day(1, 3), (at) => deposit(at, 10)),
		step(day(1, 4), signed),
		step(day(1, 12), (at) => enter(counter, { deliveries: MORE, at })),
		step(day(1, 13), signed),
		step(day(1, 18), (at) => setPrice({ goodId: goodCalled(counter, NEW_PRICE.name), points: NEW_PRICE.price, by: office, at })),
		step(day(1, 26, 18), (at) => counted(at, true)),
		step(day(1, 27), signed),
		step(hoursAfter(until, -20), (at) => enter(counter, { deliveries: GOODS.filter(({ name }) => name === STILL_TO_SIGN), at })),
		...ORDERS.map((tale) => orderStep(counter, tale, timeOf(tale))),
	];
	function timeOf({ when }: OrderTale): Date {
		return "day" in when ? day(1, when.day, when.hour) : hoursAfter(until, -when.hoursAgo);
	}
	return steps.filter(({ at }) => at < until).sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Keepers, goods and donors, by the office. */
async function open({ villageId, goods }: Counter, { office: by, keepers, at }: { office: Viewer; keepers: Viewer[]; at: Date }) {
	for (const { personId } of keepers) await addKeeper({ villageId, personId, by, at });
	for (const { name, unit, description, price: points } of GOODS)
		goods.set(name, (await addGood({ villageId, name, unit, description, points, by, at })).goodId);
	for (const donor of DONORS) goods.set(donor.name, (await addDonor({ ...donor, villageId, by, at })).donorId);
}

async function enter({ goods, keeper: by, villageId }: Counter, { deliveries, at }: { deliveries: Deliveries; at: Date }): Promise<void> {
	for (const [n, { name, cost, quantity, donor }] of deliveries.entries()) {
		const why = donor ? "捐赠登记表，交接两人在场。" : `送货单第 ${monthAt(at).slice(5)}${String(n + 1).padStart(2, "0")} 号`;
		const [goodId, donorId] = [goods.get(name) ?? "", donor ? (goods.get(donor) ?? "") : ""];
		await deliver({ key: `demo-${n}-${villageId}-${at.getTime()}`, goodId, quantity: String(quantity), cost, donorId, why, by, at });
	}
}

/** The second signature to all that waits there for the fund or the store. */
async function signAll(villageId: string, by: Viewer, at: Date): Promise<void> {
	const waits = and(eq(approvals.regionId, villageId), sql`${approvals.kind} in ('fund', 'store')`, isNull(approvals.answer));
	for (const { id: approvalId } of await db.select().from(approvals).where(waits))
		await sign({ approvalId, by, at }, { fund: FUND_APPROVAL, store: STORE_APPROVAL });
}

/** 货品照片, by the keeper who unpacked them; of what is still to be signed there is none. */
function photoStep(counter: Counter, { name, pictures, at }: { name: string; pictures: Keeping["pictures"]; at: Date }): Step {
	const { drawing, shots } = shotsOf({ pictures }, { ware: name, takenAt: at });
	const take = async () => {
		for (const upload of await uploadsOf(await shots()))
			await photographGood({ goodId: goodCalled(counter, name), isLookedAt: true, upload, by: counter.keeper, at });
		return [];
	};
	return { at, draws: [drawing], prepare: shots, take };
}

interface Counting {
	villageId: string;
	isOff: boolean;
	by: Viewer;
	at: Date;
}

async function count({ villageId, isOff, by, at }: Counting): Promise<void> {
	const shelf = await onTheShelf(villageId);
	const counts = shelf.map(({ goodId, name, expected }) => [
		goodId,
		String(expected + (isOff && name === DAMAGED.name ? DAMAGED.difference : 0)),
	]);
	const why = isOff ? DAMAGED.why : COUNTED;
	await takeStock({ key: `demo-${villageId}-${at.getTime()}`, villageId, counted: Object.fromEntries(counts), why, by, at });
}

function goodCalled({ goods }: Counter, name: string): string {
	return goods.get(name) ?? "";
}
