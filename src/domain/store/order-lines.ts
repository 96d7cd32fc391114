import { sql } from "drizzle-orm";
import type { PhotoRevision } from "#domain/photos/picture.ts";
import type { BoughtLine } from "./types.ts";

/** What an order is made of, as a column beside it (`store_orders`). */
export const ORDER_LINES =
	sql`(select json_group_array(json_object('goodId', g.id, 'name', g.name, 'unit', g.unit, 'quantity', l.quantity, 'points', l.points) order by g.name)
	from store_order_lines l join store_goods g on g.id = l.good_id where l.order_id = store_orders.id)`.mapWith(
		(lines: string) => JSON.parse(lines) as BoughtLine[],
	);

/** The photos of its goods. */
export const PHOTOS_OF_LINES = sql`(select json_group_array(json_object('photoId', p.id, 'revision', p.revision, 'goodId', g.id))
	from store_order_lines l join store_goods g on g.id = l.good_id join photos p on p.id = g.photo_id where l.order_id = store_orders.id)`.mapWith(
	(photos: string) => JSON.parse(photos) as (PhotoRevision & { goodId: string })[],
);
