import path from "node:path";
import { type Client, createClient, type Transaction } from "@libsql/client";

/** Never holds a row: whoever has its write lock owns the folder. The system gives the lock back however the process ends. */
const FILE = "in-use.db";

let held: { client: Client; lock: Transaction } | undefined;

/** Takes a data folder for this process, until it leaves it or ends. False if another process has it. */
export async function takeFolder(folder: string): Promise<boolean> {
	if (held) return true;
	const client = createClient({ url: `file:${path.join(folder, FILE)}`, concurrency: 1 });
	try {
		held = { client, lock: await client.transaction("write") };
		return true;
	} catch (error) {
		client.close();
		if ((error as { code?: unknown }).code === "SQLITE_BUSY") return false;
		throw error;
	}
}

export function leaveFolder(): void {
	// A client that is closed leaves its transaction open.
	held?.lock.close();
	held?.client.close();
	held = undefined;
}
