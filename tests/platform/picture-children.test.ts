import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { PoolLimits } from "#platform/children/pool.ts";
import { type PicturePool, picturePool } from "#platform/images/pool.ts";
import { photoOf } from "#tests/pictures.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tingyuan-pictures-"));
const photo = { path: path.join(folder, "photo.jpg"), rectangles: [] };
/** A pipe: whoever reads it waits until somebody writes. */
const endless = { path: path.join(folder, "endless"), rectangles: [] };
/** By a thread, because it waits for the reader, who may not have started. */
const come = () => writeFile(endless.path, readFileSync(photo.path));
const bomb = { path: path.join(folder, "bomb.png"), rectangles: [] };
let pool: PicturePool;

beforeAll(async () => {
	writeFileSync(photo.path, await photoOf(61, { width: 640, height: 480 }));
	const flat = sharp({ create: { width: 7000, height: 7000, channels: 3, background: "#345" } });
	writeFileSync(bomb.path, await flat.png({ progressive: true, compressionLevel: 1 }).toBuffer());
	execFileSync("mkfifo", [endless.path]);
});
afterEach(() => pool.close());
afterAll(() => rmSync(folder, { recursive: true }));

function open(limits: Partial<PoolLimits>): void {
	pool = picturePool(limits);
}

function childrenOf(pid: number): string[] {
	const tasks = readdirSync(`/proc/${pid}/task`);
	return tasks.flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean));
}

function threadsOf(pid = ""): string[] {
	return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
}

// proc_pid_stat(5): behind the name in brackets, which may hold spaces, it is the 17th field.
function nicenessOf(thread: string): string | undefined {
	return readFileSync(`${thread}/stat`, "utf8")
		.replace(/^.*\) /s, "")
		.split(" ")[16];
}

test("a picture that takes too much work is given up, and the next one is prepared", async () => {
	open({ children: 1, seconds: 0.3, memoryBytes: Infinity });
	await expect(pool.prepare(bomb)).rejects.toMatchObject({ reason: "too_heavy", cause: "over 0.3 s of work" });
	await pool.close();
	open({ children: 1 });
	expect((await pool.prepare(photo)).width).toBe(640);
});

test("a machine that is busy for longer than a picture may cost blames no picture", async () => {
	open({ children: 1, seconds: 0.7 });
	const late = pool.prepare(endless);
	const other = picturePool({ children: 1 });
	for (const begun = Date.now(); Date.now() - begun < 1500; ) await other.prepare(photo);
	await other.close();
	await come();
	expect((await late).width).toBe(640);
});

test("a picture that is not done in time is turned away for later, and the next one gets its turn", async () => {
	open({ children: 1, patienceSeconds: 1 });
	const outcomes = await Promise.allSettled([pool.prepare(endless), pool.prepare(endless)]);
	const turnedAway = { status: "rejected", reason: { name: "Busy", retryAfterSeconds: expect.any(Number) } };
	expect(outcomes).toMatchObject([turnedAway, turnedAway]);
});

test("who waits too long for a free child is turned away for later", async () => {
	open({ children: 1, waitingSeconds: 1 });
	const slow = pool.prepare(endless);
	await expect(pool.prepare(photo)).rejects.toMatchObject({ name: "Busy" });
	await come();
	expect((await slow).width).toBe(640);
	expect((await pool.prepare(photo)).width).toBe(640);
});

test("a picture that takes too much memory is given up, and the next one is prepared", async () => {
	open({ children: 1, memoryBytes: 180 * 1024 * 1024 });
	const [heavy, next] = await Promise.allSettled([pool.prepare(bomb), pool.prepare(photo)]);
	expect(heavy).toMatchObject({ status: "rejected", reason: { reason: "too_heavy" } });
	expect(next).toMatchObject({ status: "fulfilled" });
});

test("a full waiting room turns the next one away at once and serves the others", async () => {
	open({ children: 1, waiting: 2 });
	const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => pool.prepare(photo)));
	expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
	expect(outcomes[3]).toMatchObject({ reason: { name: "Busy", retryAfterSeconds: expect.any(Number) } });
});

test("children are replaced after their share of pictures", async () => {
	open({ children: 1, jobsPerChild: 2 });
	for (const _picture of [1, 2, 3, 4, 5]) expect((await pool.prepare(photo)).width).toBe(640);
});

test("a child is started while a picture is still coming, once, and ends when no more come", async () => {
	open({ children: 1, idleSeconds: 1 });
	const others = childrenOf(process.pid);
	const ours = () => childrenOf(process.pid).filter((pid) => !others.includes(pid));
	pool.wake();
	pool.wake();
	const awake = ours();
	expect(awake).toHaveLength(1);
	await pool.prepare(photo);
	expect(ours()).toEqual(awake);
	await vi.waitUntil(() => ours().length === 0, { timeout: 60_000 });
	expect((await pool.prepare(photo)).width).toBe(640);
});

test("all that a child does gives way to pages", async () => {
	open({ children: 1 });
	const others = childrenOf(process.pid);
	await pool.prepare(photo);
	const [child] = childrenOf(process.pid).filter((pid) => !others.includes(pid));
	expect(new Set(threadsOf(child).map(nicenessOf))).toEqual(new Set(["10"]));
});

test("a closed pool begins anew", async () => {
	open({ children: 1 });
	await pool.prepare(photo);
	await pool.close();
	expect((await pool.prepare(photo)).width).toBe(640);
});
