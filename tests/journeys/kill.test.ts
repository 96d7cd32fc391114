import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { seededRandom } from "#demo/random.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { sweepStrays } from "#domain/photos/files.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { verifyEverything } from "#domain/verify.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { drilled } from "#tests/drills.ts";
import { photoOf } from "#tests/pictures.ts";
import { type Site, startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { draftOf, sentSubmission } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

const TRIALS = drilled(20);
const MOST_DONE = 4;
const LONGEST_MS = 200;
const WAITING = TRIALS + 4;
const random = seededRandom("power cut");
/** Named one by one, so that a failure says what is off. */
const SOUND = { ledger: { faults: [] }, trail: { faults: [] }, publications: { faults: [] }, files: { faults: [] }, isSound: true };
const small = { width: 320, height: 240 };

let dataDir: string;
const sessions = new Map<string, string>();
/** By household: the drafts that take the photos of one trial each. */
const drafts = new Map<string, string[]>();
const waiting: string[] = [];
/** What the server has said is done. */
const kept = { photos: new Set<string>(), published: new Set<string>() };

beforeAll(async () => {
	dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-kill-"));
	process.env["DATA_DIR"] = dataDir;
	copyFileSync(process.env["TEMPLATE_DATABASE"] as string, path.join(dataDir, "tingyuan.db"));
	await openDatabase(env.databaseFile);
	await setTheScene();
	await closeDarkroom();
	await closeDatabase();
}, 120_000);
afterAll(async () => {
	await closeDatabase();
	rmSync(dataDir, { recursive: true, force: true });
});

async function setTheScene(): Promise<void> {
	const { homes, staff } = await inviteCast();
	for (const [key, value] of [
		["staffTotpRequired", "no"],
		["photosPerHouseholdDay", "300"],
		["submissionsPerHouseholdDay", "50"],
	] as const) {
		await changeSetting({ key, value, by: staff.wang, at: MORNING });
	}
	const at = new Date();
	for (const [name, home] of Object.entries({ chen: homes.chen, du: homes.du })) {
		sessions.set(name, await sessionFor(home.viewer));
		const own = Array.from({ length: TRIALS }, (_, n) => draftOf(home, { key: `trial-${n}`, at }));
		drafts.set(name, await Promise.all(own));
	}
	sessions.set("meng", await sessionFor(staff.meng));
	const sent = Array.from({ length: WAITING }, (_, n) =>
		sentSubmission([homes.bao, homes.fan][n % 2] as typeof homes.bao, { key: `${n}`, number: n * 2, at }),
	);
	waiting.push(...(await Promise.all(sent)));
}

test(`${TRIALS} times the power goes out during uploads and approvals: what was acknowledged is there, and verify is clean`, async () => {
	let awaited = 0;
	for (let trial = 0; trial < TRIALS; trial++) {
		const site = await startSite(dataDir);
		const moment = random.int(0, MOST_DONE);
		awaited += moment;
		const enough = acknowledgements(moment);
		const work = Promise.all([takePhotos(site, "chen", trial), takePhotos(site, "du", trial), approve(site)]);
		await Promise.race([enough, work]);
		await wait(random.int(0, LONGEST_MS));
		await site.kill();
		await work;
		await openDatabase(env.databaseFile);
		expect({ trial, lost: await lost() }).toEqual({ trial, lost: [] });
		expect(await verifyEverything(new Date())).toMatchObject(SOUND);
		await closeDatabase();
	}
	expect(awaited).toBeGreaterThanOrEqual(TRIALS);
	expect(kept.photos.size + kept.published.size).toBeGreaterThanOrEqual(awaited);
}, 300_000);

test("afterwards the site starts as ever, and the sweep leaves nothing that no row knows", async () => {
	const site = await startSite(dataDir);
	expect((await new Visitor(site.origin).open("/wall")).status).toBe(200);
	expect(await site.stop()).toBe(0);
	await openDatabase(env.databaseFile);
	const tomorrow = new Date(Date.now() + 24 * 3_600_000);
	await sweepStrays(sweepAt(tomorrow));
	expect(readdirSync(path.join(dataDir, "tmp"))).toEqual([]);
	expect(await verifyEverything(tomorrow)).toMatchObject({ ...SOUND, files: { strays: [] } });
});

let hear: () => void = () => undefined;

/** Resolves when the server has said "done" so many times: moments that are spread over the work on a slow machine as on a fast one. */
function acknowledgements(count: number): Promise<void> {
	return new Promise((resolve) => {
		let heard = 0;
		hear = () => {
			heard += 1;
			if (heard >= count) resolve();
		};
		if (count === 0) resolve();
	});
}

function visitorAs(site: Site, name: string): Visitor {
	const visitor = new Visitor(site.origin);
	visitor.cookies.set("session", sessions.get(name) as string);
	return visitor;
}

/** Sends photo after photo until the line is cut. */
async function takePhotos(site: Site, name: string, trial: number): Promise<void> {
	const phone = visitorAs(site, name);
	for (let n = 0; n < 6; n++) {
		const form = new FormData();
		form.append("photos", new File([new Uint8Array(await photoOf(1000 + trial * 100 + n * 2 + (name === "du" ? 1 : 0), small))], "a.jpg"));
		const address = `/submit/${drafts.get(name)?.[trial]}/photos?side=${n < 3 ? "before" : "after"}`;
		const answer = await phone.post(address, form, { accept: "application/json" }).catch(() => undefined);
		if (!answer) return;
		expect(answer.status, answer.html).toBe(200);
		for (const { photoId } of JSON.parse(answer.html).added) kept.photos.add(photoId);
		hear();
	}
}

/** Publishes what waits, one after the other, until the line is cut. At most three a trial, so that there is something left for the others. */
async function approve(site: Site): Promise<void> {
	const moderator = visitorAs(site, "meng");
	for (const submissionId of waiting.filter((id) => !kept.published.has(id)).slice(0, 3)) {
		const body = new URLSearchParams({ submissionId, version: "1" });
		const headers = { origin: site.origin };
		const answer = await moderator
			.ask(`/moderation/${submissionId}?_action=moderation.publish`, { method: "POST", body, headers })
			.catch(() => undefined);
		if (!answer) return;
		expect(answer.status).toBe(303);
		kept.published.add(submissionId);
		hear();
	}
}

/** What was acknowledged and is not there. */
async function lost(): Promise<string[]> {
	const photos = await db
		.select({ id: submissionPhotos.photoId })
		.from(submissionPhotos)
		.where(inArray(submissionPhotos.photoId, [...kept.photos]));
	const shown = await db
		.select({ id: submissions.id, stage: submissions.stage })
		.from(submissions)
		.where(inArray(submissions.id, [...kept.published]));
	const here = new Set([...photos.map(({ id }) => id), ...shown.flatMap(({ id, stage }) => (stage === "published" ? id : []))]);
	return [...kept.photos, ...kept.published].filter((id) => !here.has(id));
}
