import { createServer } from "node:http";
import { listen } from "./listen.ts";

// The bare page: Astro's own handler, as `build.ts` left it, behind a plain server.
process.once("message", async ({ database, built }: { database: string; built: string }) => {
	process.env["LIMIT_DATABASE"] = database;
	const { handler } = await import(`${built}server/entry.mjs`);
	listen(createServer((req, res) => void handler(req, res)));
});
