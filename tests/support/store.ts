import { and, eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { storeGoods } from "#db/schema/store.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { credit } from "#domain/points/credit.ts";
import { PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { addGood, priceOf } from "#domain/store/goods.ts";
import { addKeeper } from "#domain/store/keepers.ts";
import { deliver, STORE_APPROVAL } from "#domain/store/stock.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";
import { depositIn } from "#tests/funds.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

let number = 0;

/** 青石村's store: Li keeps it, the fund holds 500, chen has 10 points; soap costs 5 and three of it lie there, salt costs 2 and there is none. */
export async function openStore({ places, staff }: Cast) {
	const villageId = places.qingshi.id;
	await depositIn(villageId, 500);
	await addKeeper({ villageId, personId: staff.li.personId, by: staff.wang, at: MORNING });
	const good = { villageId, unit: "块", description: "", by: staff.wang, at: MORNING };
	const { goodId: soapId } = await addGood({ ...good, name: "肥皂", points: "5" });
	const { goodId: saltId } = await addGood({ ...good, name: "盐", unit: "袋", points: "2" });
	await deliveredIn(soapId, 3, staff);
	await earned("household-chen", 2);
	return { villageId, soapId, saltId };
}

/** Entered by Wang, signed by Song. */
export async function deliveredIn(goodId: string, quantity: number, { wang, song }: Pick<Cast["staff"], "wang" | "song">): Promise<void> {
	number += 1;
	const about = { cost: "3.50", donorId: "", why: `采购单第 ${number} 号`, by: wang, at: MORNING };
	const { deliveryId } = await deliver({ key: `delivery-${number}`, goodId, quantity: String(quantity), ...about });
	await signStock(`delivery/${deliveryId}`, song);
}

export async function signStock(subject: string, by: Viewer): Promise<void> {
	const [open] = await db
		.select()
		.from(approvals)
		.where(and(eq(approvals.kind, "store"), eq(approvals.subject, subject)));
	await sign({ approvalId: open?.id ?? "", by, at: MORNING }, { store: STORE_APPROVAL });
}

/** Five points a pair, and two pairs a month. */
export async function earned(householdId: string, pairs: number, at = MORNING): Promise<void> {
	for (let pair = 0; pair < pairs; pair += 1) {
		number += 1;
		const award = {
			rule: PUBLISHED_PAIR,
			source: `store-test:${number}`,
			evidence: `store-test:${number}`,
			householdId,
			decidedBy: null,
			at,
		};
		await write((tx) => credit(tx, award));
	}
}

/** What somebody chooses at the price of now. */
export async function chosen(goodId: string, quantity = 1) {
	return { goodId, quantity, priceId: (await priceOf(db, goodId))?.id ?? "" };
}

export async function stockIn(goodId: string): Promise<number | undefined> {
	const [good] = await db.select({ stock: storeGoods.stock }).from(storeGoods).where(eq(storeGoods.id, goodId));
	return good?.stock;
}
