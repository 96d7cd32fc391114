import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { env } from "#platform/env.ts";
import { type OwnSite, startSite } from "./server.ts";
import { Visitor } from "./visitor.ts";

/** For drills of power cuts, on the disk: each trial begins with the same scene. The test opens the database itself once it is dark. */
export function useDarkness(name: string, setTheScene: () => Promise<void>): { start: () => Promise<OwnSite> } {
	let dataDir = "";
	const beginning = () => path.join(dataDir, "beginning.db");
	beforeAll(async () => {
		dataDir = mkdtempSync(path.join(tmpdir(), `tingyuan-${name}-`));
		process.env["DATA_DIR"] = dataDir;
		copyFileSync(process.env["TEMPLATE_DATABASE"] as string, env.databaseFile);
		await openDatabase(env.databaseFile);
		await setTheScene();
		await closeDatabase();
		copyFileSync(env.databaseFile, beginning());
	}, 120_000);
	afterAll(async () => {
		await closeDatabase();
		rmSync(dataDir, { recursive: true, force: true });
	});
	const start = () => {
		for (const end of ["", "-wal", "-shm"]) rmSync(env.databaseFile + end, { force: true });
		copyFileSync(beginning(), env.databaseFile);
		return startSite(dataDir);
	};
	return { start };
}

interface Cut {
	/** So many answers are heard first: moments that are spread over the work on a slow machine as on a fast one. */
	answers: number;
	thenMs: number;
	work: (hear: () => void) => Promise<unknown>;
}

/** Works until the power goes out. */
export async function untilDark(site: OwnSite, { answers, thenMs, work }: Cut): Promise<void> {
	const heard = Promise.withResolvers<void>();
	let count = 0;
	if (answers === 0) heard.resolve();
	const done = work(() => {
		count += 1;
		if (count === answers) heard.resolve();
	});
	await Promise.race([heard.promise, done]);
	await wait(thenMs);
	await site.kill();
	await done;
}

interface Pressed {
	session: string;
	/** With the action. */
	address: string;
	fields: Record<string, string>;
}

/** Sends a form; resolves with the status, or undefined if the line was cut before an answer. */
export async function pressed({ origin }: OwnSite, { session, address, fields }: Pressed): Promise<number | undefined> {
	const phone = new Visitor(origin);
	phone.cookies.set("session", session);
	const sent = { method: "POST", headers: { origin }, body: new URLSearchParams(fields) };
	return (await phone.ask(address, sent).catch(() => undefined))?.status;
}
