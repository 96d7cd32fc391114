import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { jobs } from "#db/schema/jobs.ts";
import { photos } from "#db/schema/photos.ts";
import { submissions } from "#db/schema/submissions.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { inviteCast } from "#tests/cast.ts";
import { startSite, useSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { draftOf, smallUpload } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

const DAYS = 86_400_000;
const JOBS = 7;

// The server begins with its time of day so far ahead, as after an empty battery or a wrong hand.
function aheadBy(days: number): Record<string, string> {
	const moved = `
		const Real = Date;
		const now = Real.now;
		globalThis.Date = class extends Real {
			constructor(...at) {
				if (at.length > 0) super(...at);
				else super(Date.now());
			}
			static now() {
				return now() + ${days * DAYS};
			}
			static [Symbol.hasInstance](value) {
				return Real[Symbol.hasInstance].call(Real, value);
			}
		};`;
	return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(moved)}` };
}

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	const { chen } = cast.homes;
	const submissionId = await draftOf(chen, { at: new Date() });
	await addPhoto({ submissionId, side: "before", upload: await smallUpload(1), by: chen, at: new Date() });
});
afterAll(closeDarkroom);

/** Resolves when each job has come to an end since this moment. */
async function allRanSince(from: Date): Promise<void> {
	await expect
		.poll(async () => (await db.select().from(jobs)).filter(({ succeededAt }) => succeededAt && succeededAt > from).length, {
			timeout: 30_000,
		})
		.toBe(JOBS);
}

async function whatIsThere() {
	return {
		drafts: (await db.select().from(submissions).where(eq(submissions.stage, "draft"))).length,
		originals: (await db.select().from(photos)).filter(({ originalName }) => originalName !== null).length,
		sessions: (await db.select().from(sessions)).length,
	};
}

test("a site that starts with its clock 31 or 400 days ahead deletes nothing, and goes on when it is right again", async () => {
	const session = await sessionFor(cast.homes.chen.viewer);
	await allRanSince(new Date(0));
	const before = await whatIsThere();
	expect(before).toEqual({ drafts: 1, originals: 1, sessions: 1 });
	await site().stop();
	for (const days of [31, 400]) {
		const from = new Date(Date.now() + (days - 1) * DAYS);
		const wrong = await startSite(site().dataDir, aheadBy(days));
		await allRanSince(from);
		const chen = new Visitor(wrong.origin);
		chen.cookies.set("session", session);
		expect((await chen.open("/me")).address).toContain("/sign-in");
		expect(await wrong.stop()).toBe(0);
		expect(await whatIsThere()).toEqual(before);
	}
	const right = await startSite(site().dataDir);
	await expect
		.poll(async () => (await db.select().from(jobs)).filter(({ startedAt }) => startedAt <= new Date()).length, { timeout: 30_000 })
		.toBe(JOBS);
	const chen = new Visitor(right.origin);
	chen.cookies.set("session", session);
	expect((await chen.open("/me")).status).toBe(200);
	expect(await whatIsThere()).toEqual(before);
	await right.stop();
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "clock.doubt"));
	expect(lines.map(({ detail }) => detail["doubt"]).slice(-3)).toEqual(["ahead", "ahead", "behind"]);
});
