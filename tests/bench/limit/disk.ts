import { mkdirSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { createClient } from "@libsql/client";

// What the disk allows. Each message { folder, what, amount } is answered with how long each of so many writes took, in milliseconds.
const WRITES = { batch: twoStatements, fsync: fourKilobytes };
process.once("disconnect", () => process.exit(0));
process.on("message", async ({ folder, what, amount }: { folder: string; what: keyof typeof WRITES; amount: number }) => {
	mkdirSync(folder, { recursive: true });
	const { write, close } = await WRITES[what](folder);
	const times: number[] = [];
	for (let n = 0; n < amount; n++) {
		const begun = performance.now();
		await write(n);
		times.push(performance.now() - begun);
	}
	await close();
	process.send?.(times);
});

/** A transaction of two statements, which is on the disk before the next one begins. */
async function twoStatements(folder: string) {
	const client = createClient({ url: `file:${path.join(folder, "batch.db")}`, concurrency: 1 });
	await client.execute("PRAGMA journal_mode = WAL");
	await client.execute("PRAGMA synchronous = FULL");
	await client.execute("CREATE TABLE IF NOT EXISTS choices (n INTEGER PRIMARY KEY, sealed TEXT NOT NULL)");
	await client.execute("CREATE TABLE IF NOT EXISTS receipts (code TEXT PRIMARY KEY, n INTEGER NOT NULL)");
	const write = (n: number) =>
		client.batch(
			[
				{ sql: "INSERT INTO choices (sealed) VALUES (?)", args: [`sealed-${n}`.padEnd(64, ".")] },
				{ sql: "INSERT INTO receipts VALUES (hex(randomblob(10)), ?)", args: [n] },
			],
			"write",
		);
	return { write, close: async () => client.close() };
}

async function fourKilobytes(folder: string) {
	const [file, block] = [await open(path.join(folder, "fsync"), "a"), Buffer.alloc(4096, 1)];
	const write = async () => {
		await file.write(block);
		await file.datasync();
	};
	return { write, close: () => file.close() };
}
