import { and, eq, isNull, lte } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { changed } from "#platform/changes.ts";
import { isClockSteady } from "#platform/steady-clock.ts";
import { ended } from "./take-back.ts";
import type { Item } from "./types.ts";

/** Each minute: a consent whose last day is over ends as one that was taken back. Not by a clock that has just jumped; no story is public beyond it either way. */
export async function endConsents(at: Date, isSteady: () => boolean = isClockSteady): Promise<void> {
	if (!isSteady()) return;
	const { id, item, channel, endsAt, withdrawnAt } = channelConsents;
	const isOver = and(isNull(withdrawnAt), lte(endsAt, at));
	const due = await db.select({ id, item, channel }).from(channelConsents).where(isOver);
	for (const one of due)
		await write(async (tx) => {
			const { rowsAffected } = await tx
				.update(channelConsents)
				.set({ withdrawnAt: at })
				.where(and(eq(id, one.id), isOver));
			if (rowsAffected > 0) await ended(tx, { ...one, item: one.item as Item }, null, at);
		});
	if (due.length > 0) changed(["stories"]);
}
