import { inArray, lte } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import type { Sweep } from "#domain/clock/types.ts";

const AT_ONCE = 1000;

/** Ended sessions open nothing meanwhile, because each request checks their end. */
export async function sweepSessions({ dueBy }: Sweep): Promise<number> {
	for (let swept = 0; ; ) {
		const ended = await db.select({ id: sessions.id }).from(sessions).where(lte(sessions.expiresAt, dueBy)).limit(AT_ONCE);
		if (ended.length === 0) return swept;
		const ids = ended.map(({ id }) => id);
		await write((tx) => tx.delete(sessions).where(inArray(sessions.id, ids)));
		swept += ended.length;
	}
}
