import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/libsql";
import { migrate } from "drizzle-orm/libsql/migrator";
import { rawClient } from "./client.ts";

/** Brings the open database to the newest schema; done twice, it changes nothing. */
export async function migrateDatabase(): Promise<void> {
	await migrate(drizzle(rawClient()), { migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)) });
}
