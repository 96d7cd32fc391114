import { createServer } from "node:http";
import { listen } from "./listen.ts";

// The least that Node can do: hands out one answer, which its parent sends it.
process.once("message", ({ headers, body }: { headers: string[]; body: string }) => {
	const bytes = Buffer.from(body, "base64");
	listen(createServer((_, res) => res.writeHead(200, headers).end(bytes)));
});
