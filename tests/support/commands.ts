import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** How a command is typed. */
export interface Typed {
	script: string;
	args: string[];
	env: NodeJS.ProcessEnv;
	cwd: string;
}

/** What somebody saw who typed it. */
export interface Told {
	code: number;
	out: string;
	err: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Carries out this worker's commands: to start a process for each costs more than what it does. */
let clerk: ChildProcess | undefined;
/** The commands that this file has started as a process. */
const started = new Set<string>();

/** Types a command, as `npm run` does. A file's first one is a process of its own; the others are carried out one after the other by `clerk.ts`. */
export function typed(script: string, args: string[], settings: NodeJS.ProcessEnv, cwd = root): Promise<Told> {
	const command = { script: path.join(root, script), args, env: { ...process.env, ...settings }, cwd };
	if (started.has(script)) return byClerk(command);
	started.add(script);
	return byItself(command);
}

function byItself({ script, args, env, cwd }: Typed): Promise<Told> {
	return new Promise((resolve) => {
		execFile(process.execPath, [script, ...args], { cwd, env }, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
	});
}

async function byClerk(command: Typed): Promise<Told> {
	if (!clerk?.connected) {
		clerk = spawn(process.execPath, [path.join(root, "tests/support/clerk.ts")], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
		// It does not hold up the end of the worker.
		clerk.unref();
		clerk.channel?.unref();
	}
	const told = once(clerk, "message");
	clerk.channel?.ref();
	clerk.send(command);
	const [answer] = await told;
	clerk.channel?.unref();
	return answer as Told;
}
