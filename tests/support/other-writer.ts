import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { env } from "#platform/env.ts";

/** Another process that holds the write lock until it is told to let go. */
export async function otherWriter(): Promise<() => Promise<unknown>> {
	const holding = `
		const { createClient } = await import("@libsql/client");
		const tx = await createClient({ url: "file:${env.databaseFile}" }).transaction("write");
		console.log("held");
		process.stdin.once("data", () => tx.rollback().then(() => process.exit(0)));`;
	const child = spawn(process.execPath, ["--input-type=module", "-e", holding], { stdio: ["pipe", "pipe", "inherit"] });
	onTestFinished(() => void child.kill());
	await once(child.stdout, "data");
	return async () => {
		child.stdin.write("go");
		await once(child, "exit");
	};
}
