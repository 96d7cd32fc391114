import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { collect } from "#domain/store/collect.ts";
import { placeOrder } from "#domain/store/order.ts";
import { pickupCodeOf } from "#domain/store/pickups.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { chosen, deliveredIn, earned, openStore } from "#tests/store.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let villageId = "";
let listId = "";
const site = useSite(async () => {
	cast = await inviteCast();
	const store = await openStore(cast);
	villageId = store.villageId;
	const at = new Date();
	await deliveredIn(store.saltId, 30, cast.staff);
	for (const home of ["chen", "du"]) await earned(`household-${home}`, 2, at);
	const order = async (goodId: string, home: "chen" | "du") => {
		const by = { personId: `person-${home}`, householdId: `household-${home}` };
		return placeOrder({ key: `order-${home}-${goodId}`, wanted: [await chosen(goodId)], by, way: "own", at });
	};
	const { orderId } = await order(store.saltId, "chen");
	await collect({ code: pickupCodeOf(orderId), by: cast.staff.li, at });
	for (const home of ["chen", "du"] as const) await order(store.soapId, home);
	await waiveTotp(cast.staff.wang);
	const list = { villageId, heldOn: dayAt(at), words: "组长点的名", paperNumber: "3", by: cast.staff.wang, at };
	listId = (await enterList({ ...list, key: "k".repeat(26), code: "P04", occasion: "冬日集中清洁", homes: "东沟 1\n东沟 2", helped: "" }))
		.listId;
	await enterList({ ...list, key: "h".repeat(26), code: "P05", occasion: "帮陈家扫院子", homes: "西坡 1", helped: "东沟 2" });
});
const open = useBrowser();

const chen = () => cast.homes.chen.viewer;
const wang = () => cast.staff.wang;
const pages: Record<string, [address: () => string, whose: () => Viewer | undefined]> = {
	"a household's store": [() => "/me/orders", chen],
	"what a village exchanged": [() => "/me/taken", chen],
	"help that is asked about": [() => "/me/helped", chen],
	"the price list": [() => `/villages/${villageId}/store`, () => undefined],
	"the counter": [() => "/staff/store", () => cast.staff.li],
	"an order for a household": [() => "/staff/store/order?search=陈", () => cast.staff.li],
	"the stock": [() => `/staff/store/stock?village=${villageId}`, wang],
	"the check of a sheet": [() => "/points/check", () => undefined],
	"a household's points, each of which may be called wrong": [() => "/me/points", chen],
	"the months of a village": [() => `/staff/points/closes/${villageId}`, wang],
	"the months of all villages": [() => "/staff/points/closes", wang],
	"the lists": [() => "/staff/awards", wang],
	"a list": [() => `/staff/awards/${listId}`, wang],
};

test.each(Object.entries(pages))(
	"%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels",
	async (_, [address, whose]) => {
		const viewer = whose();
		const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer }) });
		await page.goto(address());
		expect(await faultsInHand(page)).toEqual([]);
	},
);
