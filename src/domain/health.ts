import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { settings } from "#db/schema/settings.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";
import { freeBytes, spaceState } from "#platform/machine.ts";

export async function ailment(): Promise<"database" | "disk" | null> {
	try {
		await db.select({ one: sql`1` }).from(settings).limit(1);
		return spaceState(await freeBytes(env.dataDir)) === "full" ? "disk" : null;
	} catch (error) {
		log.error({ err: error }, "the database does not answer");
		return "database";
	}
}
