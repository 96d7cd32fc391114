import { pathToFileURL } from "node:url";
import { closeDatabase } from "#db/client.ts";
import { leaveFolder } from "#db/owner.ts";
import type { Told, Typed } from "./commands.ts";

// Carries out one command after the other as if each had a process of its own: only the command's own file is read anew.
let count = 0;

/** What `process.exit` throws here. */
class Left extends Error {}

process.on("message", async ({ script, args, env, cwd }: Typed) => {
	process.argv = [process.execPath, script, ...args];
	for (const name of Object.keys(process.env)) delete process.env[name];
	Object.assign(process.env, env);
	process.chdir(cwd);
	process.exitCode = undefined;
	const told = await heard(() => import(`${pathToFileURL(script)}?${++count}`));
	await closeDatabase();
	leaveFolder();
	process.send?.(told);
});
process.on("disconnect", () => process.exit());

async function heard(command: () => Promise<unknown>): Promise<Told> {
	const said = { stdout: "", stderr: "" };
	const { exit } = process;
	const streams = ["stdout", "stderr"] as const;
	const writes = streams.map((stream) => process[stream].write);
	for (const stream of streams)
		process[stream].write = (text) => {
			said[stream] += text;
			return true;
		};
	process.exit = (code) => {
		process.exitCode = code;
		throw new Left();
	};
	try {
		await command();
	} catch (error) {
		if (!(error instanceof Left)) {
			process.exitCode = 1;
			said.stderr += (error as Error).stack;
		}
	}
	process.exit = exit;
	for (const [at, stream] of streams.entries()) process[stream].write = writes[at] as typeof process.stdout.write;
	return { code: Number(process.exitCode ?? 0), out: said.stdout, err: said.stderr };
}
