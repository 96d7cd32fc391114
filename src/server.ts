import { createServer } from "node:http";
import { openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";

await openDatabase();
await migrateDatabase();
await installDefaults(new Date());
const built = new URL("../dist/server/entry.mjs", import.meta.url);
const { handler } = await import(built.href);
const server = createServer((req, res) => handler(req, res, undefined, { address: req.socket.remoteAddress }));
server.listen(env.port, env.host, () => log.info(server.address(), "listening"));
