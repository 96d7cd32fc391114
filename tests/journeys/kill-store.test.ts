import { expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import { seededRandom } from "#demo/random.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { placeOrder } from "#domain/store/order.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { verifyEverything } from "#domain/verify.ts";
import { env } from "#platform/env.ts";
import { inviteCast } from "#tests/cast.ts";
import { pressed, untilDark, useDarkness } from "#tests/dark.ts";
import { drilled } from "#tests/drills.ts";
import type { OwnSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { chosen, deliveredIn, earned, openStore } from "#tests/store.ts";

const TRIALS = drilled(30);
/** Of each: what chen orders, what du gives back, what is handed out to bao. */
const EACH = 4;
const LONGEST_MS = 20;
const random = seededRandom("dark at the counter");
const sessions = { chen: "", du: "", li: "" };
let salt = { goodId: "", priceId: "" };
const waiting: Record<"bao" | "du", string[]> = { bao: [], du: [] };

const { start } = useDarkness("kill-store", setTheScene);

/** Households with points for what they order; of two of them something waits already. */
async function setTheScene(): Promise<void> {
	const cast = await inviteCast();
	const { saltId } = await openStore(cast);
	await deliveredIn(saltId, 3 * EACH, cast.staff);
	salt = await chosen(saltId);
	for (const home of ["bao", "du"] as const) {
		await earned(`household-${home}`, 2);
		const by = { personId: `person-${home}`, householdId: `household-${home}` };
		for (let n = 0; n < EACH; n++) {
			const order = { key: `salt-${n}-of-${home}`, wanted: [await chosen(saltId)], by, way: "own" as const, at: new Date() };
			waiting[home].push((await placeOrder(order)).orderId);
		}
	}
	// The last that was done: it is of today, so that the clock is believed.
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	const { homes, staff } = cast;
	Object.assign(sessions, {
		chen: await sessionFor(homes.chen.viewer),
		du: await sessionFor(homes.du.viewer),
		li: await sessionFor(staff.li),
	});
}

test(
	`${TRIALS} times the power goes out while people order, collect and give back: what was acknowledged is there whole and once, and verify is clean`,
	async () => {
		let acknowledged = 0;
		for (let trial = 1; trial <= TRIALS; trial++) {
			const told = await servedUntilDark(await start());
			await openDatabase(env.databaseFile);
			expect({ trial, lost: await lost(told) }).toEqual({ trial, lost: [] });
			const { isSound, brokeOff, database, store } = await verifyEverything(new Date());
			const faults = [...brokeOff, ...(database?.faults ?? []), ...(store?.faults ?? [])];
			expect({ trial, isSound, faults }).toEqual({ trial, isSound: true, faults: [] });
			await closeDatabase();
			acknowledged += told.length;
		}
		expect(acknowledged).toBeGreaterThan(0);
	},
	300_000 + TRIALS * 20_000,
);

interface Told {
	stage: "ordered" | "collected" | "cancelled";
	/** The key of its form, or its id. */
	order: string;
}

/** One household orders, another one gives back, a keeper hands out, each as fast as they are answered. */
async function servedUntilDark(site: OwnSite): Promise<Told[]> {
	const told: Told[] = [];
	const work = (hear: () => void) => {
		const inTurn = async (
			stage: Told["stage"],
			deeds: { order: string; session: string; address: string; fields: Record<string, string> }[],
		) => {
			for (const { order, ...deed } of deeds) {
				const status = await pressed(site, deed);
				if (!status) return;
				expect({ stage, status }).toEqual({ stage, status: 303 });
				told.push({ stage, order });
				hear();
			}
		};
		const keys = Array.from({ length: EACH }, (_, n) => `salt-${n}-of-chen`);
		const [ordering, handing, cancelling] = [
			"/me/orders?_action=orders.place",
			"/staff/store?_action=store.handOut",
			"/me/orders?_action=orders.cancel",
		] as [string, string, string];
		const wanted = { [`q-${salt.goodId}`]: "1", [`p-${salt.goodId}`]: salt.priceId };
		return Promise.all([
			inTurn(
				"ordered",
				keys.map((key) => ({ order: key, session: sessions.chen, address: ordering, fields: { key, ...wanted } })),
			),
			inTurn(
				"collected",
				waiting.bao.map((id) => ({ order: id, session: sessions.li, address: handing, fields: { code: pickupCodeOf(id) } })),
			),
			inTurn(
				"cancelled",
				waiting.du.map((orderId) => ({ order: orderId, session: sessions.du, address: cancelling, fields: { orderId } })),
			),
		]);
	};
	await untilDark(site, { answers: random.int(0, 3 * EACH - 1), thenMs: random.int(0, LONGEST_MS), work });
	return told;
}

/** What was acknowledged and does not stand there, once. */
async function lost(told: Told[]): Promise<Told[]> {
	const rows = await db.select().from(storeOrders);
	return told.filter(({ stage, order }) => rows.filter((row) => [row.id, row.formKey].includes(order) && row.stage === stage).length !== 1);
}
