import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { once } from "node:events";

/** A server that stands beside ours as its limit, in a process of its own. */
export interface LimitServer {
	origin: string;
	pid: number;
	end: () => void;
}

export async function startLimit(script: "bare.ts" | "pages.ts", settings: Serializable): Promise<LimitServer> {
	const child: ChildProcess = fork(new URL(script, import.meta.url), { env: { ...process.env, NODE_ENV: "production" } });
	child.send(settings);
	const [port] = await once(child, "message");
	return { origin: `http://127.0.0.1:${port}`, pid: child.pid as number, end: () => void child.kill() };
}
