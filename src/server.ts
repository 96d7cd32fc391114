import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { filesIn } from "#http/files.ts";
import { front } from "#http/front.ts";
import { MOST_CONNECTIONS, SERVER_LIMITS, SILENCE_MS } from "#http/limits.ts";
import { PageCache } from "#http/page-cache.ts";
import { onChange } from "#platform/changes.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";

const dist = new URL("../dist/", import.meta.url);

await openDatabase();
await migrateDatabase();
await installDefaults(new Date());
const server = createServer(SERVER_LIMITS, front(await house()));
server.setTimeout(SILENCE_MS);
server.maxConnections = MOST_CONNECTIONS;
server.listen(env.port, env.host, () => log.info({ port: (server.address() as AddressInfo).port, host: env.host }, "listening"));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);

async function house() {
	const { handler } = await import(new URL("server/entry.mjs", dist).href);
	const kept = new PageCache({ maxBytes: 64 * 1024 * 1024, ttlMs: 60_000 });
	onChange((tags) => kept.drop(tags));
	return { files: await filesIn(fileURLToPath(new URL("client", dist))), astro: handler, kept };
}

/** What was begun is finished; nothing new is begun. */
async function stop(): Promise<void> {
	const closed = new Promise((resolve) => server.close(resolve));
	server.closeIdleConnections();
	const enough = setTimeout(() => server.closeAllConnections(), 10_000);
	await closed;
	clearTimeout(enough);
	await closeDatabase();
	process.exit(0);
}
