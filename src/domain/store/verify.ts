import { type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { storeGoods } from "#db/schema/store.ts";
import { storeOrders } from "#db/schema/store-orders.ts";
import { faultsBy } from "#domain/faults.ts";

export type StoreFault =
	| "stock_differs"
	| "movements_astray"
	| "moved_unsigned"
	| "moved_without_order"
	| "order_unpaid"
	| "paid_without_order"
	| "not_given_back"
	| "given_back_but_stands"
	| "stage_differs"
	| "ended_twice"
	| "handed_out_by_stranger";

const REVERSAL = sql`select 1 from point_entries e join point_entries r on r.refers_to = e.seq and r.kind = 'reverse' and r.points = -e.points
	where e.source = 'order:' || o.id`;
const GOOD = sql`(${nameAmongAll("regions")}) || ' ' || g.name`;

/** Each fault as a query that returns what it concerns: a good of a village, an order, a delivery or a count, an entry of the ledger. */
const FAULTS: Record<StoreFault, SQL> = {
	stock_differs: sql`select ${GOOD} as id from store_goods g join regions on regions.id = g.village_id
		where g.stock <> coalesce((select sum(quantity) from store_movements where good_id = g.id), 0)`,
	movements_astray: sql`select distinct ${GOOD} as id from store_goods g join regions on regions.id = g.village_id join (
		select good_id, seq, stock_after, row_number() over one_good as place, sum(quantity) over one_good as counted
		from store_movements window one_good as (partition by good_id order by seq)) m on m.good_id = g.id
		where m.seq <> m.place or m.stock_after <> m.counted`,
	moved_unsigned: sql`select m.source_id as id from store_movements m where m.kind = 'in' and not exists (
			select 1 from store_deliveries d join approvals a on a.kind = 'store' and a.subject = 'delivery/' || d.id and a.answer = 'signed'
			where d.id = m.source_id and d.good_id = m.good_id and d.quantity = m.quantity)
		or m.kind = 'count' and not exists (
			select 1 from store_taking_lines l join approvals a on a.kind = 'store' and a.subject = 'taking/' || l.taking_id and a.answer = 'signed'
			where l.taking_id = m.source_id and l.good_id = m.good_id and l.counted - l.expected = m.quantity)`,
	moved_without_order: sql`select m.source_id as id from store_movements m where m.kind in ('out', 'back') and not exists (
		select 1 from store_order_lines where order_id = m.source_id and good_id = m.good_id and quantity = iif(m.kind = 'out', -m.quantity, m.quantity))`,
	order_unpaid: sql`select o.id from store_orders o where o.points is not (select sum(points) from store_order_lines where order_id = o.id)
		or not exists (select 1 from point_entries where source = 'order:' || o.id and kind = 'redeem' and points = -o.points and household_id = o.household_id)
		or exists (select 1 from store_order_lines l where l.order_id = o.id and not exists (${movedFor("out")}))`,
	paid_without_order: sql`select e.seq as id from point_entries e where e.kind = 'redeem' and not exists (
		select 1 from store_orders where id = substr(e.source, 7) and e.source glob 'order:*')`,
	not_given_back: sql`select o.id from store_orders o where o.stage in ('cancelled', 'lapsed') and (not exists (${REVERSAL})
		or exists (select 1 from store_order_lines l where l.order_id = o.id and not exists (${movedFor("back")})))`,
	given_back_but_stands: sql`select o.id from store_orders o where o.stage in ('ordered', 'collected') and (exists (${REVERSAL})
		or exists (select 1 from store_order_lines l where l.order_id = o.id and exists (${movedFor("back")})))`,
	stage_differs: sql`select id from store_orders o where stage is not (
		select stage from store_order_stages where order_id = o.id order by seq desc limit 1)`,
	ended_twice: sql`select order_id as id from store_order_stages where stage <> 'ordered' group by order_id having count(*) > 1`,
	handed_out_by_stranger: sql`select o.id from store_orders o join store_order_stages s on s.order_id = o.id and s.stage = 'collected'
		where not exists (select 1 from store_keepers where village_id = o.village_id and person_id = s.actor_id)`,
};

function movedFor(kind: "out" | "back"): SQL {
	return sql`select 1 from store_movements where source_id = l.order_id and good_id = l.good_id and kind = ${kind}`;
}

/** Counts each stock anew, and compares each order with the ledger, the stock and its steps: paid by as many points, handed out once at most, given back whole. */
export async function verifyStores(onProgress?: (done: number, total: number) => void) {
	const faults = await faultsBy(FAULTS, onProgress);
	return { goods: await db.$count(storeGoods), orders: await db.$count(storeOrders), faults };
}
