import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { jobs } from "#db/schema/jobs.ts";
import { photos } from "#db/schema/photos.ts";
import { submissions } from "#db/schema/submissions.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { startSite, useOwnSite } from "#tests/server.ts";
import { sessionFor, signIn } from "#tests/sign-in.ts";
import { draftOf, smallUpload } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";
import { JOBS } from "../../src/jobs.ts";

const DAYS = 86_400_000;

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
const site = useOwnSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	const { chen } = cast.homes;
	const submissionId = await draftOf(chen, { at: new Date() });
	await addPhoto({ submissionId, side: "before", upload: await smallUpload(1), by: chen, at: new Date() });
});

/** Resolves when each job has come to an end since this moment. */
async function allRanSince(from: Date): Promise<void> {
	await expect
		.poll(async () => (await db.select().from(jobs)).filter(({ succeededAt }) => succeededAt && succeededAt > from).length)
		.toBe(JOBS.length);
}

async function whatIsThere() {
	return {
		drafts: (await db.select().from(submissions).where(eq(submissions.stage, "draft"))).length,
		originals: (await db.select().from(photos)).filter(({ originalName }) => originalName !== null).length,
		sessions: (await db.select().from(sessions)).length,
	};
}

test("the admin reads what was done by itself and when it comes next; what failed stands there in words, and on the first page", async () => {
	await allRanSince(new Date(0));
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	expect((await wang.open("/admin")).text).toContain("看看自动做的事做成没有");
	const page = await wang.open("/admin/jobs");
	for (const words of ["到点截止评选", "清理放久了的草稿", "做好了", "03:10", "03:40"]) expect(page.text).toContain(words);
	expect(page.text).not.toContain("晚了");
	const at = new Date(Date.now() - 2 * DAYS);
	const failed = {
		startedAt: at,
		endedAt: at,
		succeededAt: new Date(at.getTime() - DAYS),
		failedAt: at,
		failure: "full" as const,
		failureDetail: "ENOSPC: no space",
	};
	await write((tx) =>
		tx
			.update(jobs)
			.set({ ...failed, heldBy: "another process", heldUntil: new Date(Date.now() + 60_000) })
			.where(eq(jobs.name, "drafts")),
	);
	const late = await wang.open("/admin/jobs");
	for (const words of ["磁盘满了", "ENOSPC: no space", "晚了"]) expect(late.text).toContain(words);
	expect((await wang.open("/admin")).text).toContain("有的事没做成");
	await write((tx) => tx.update(jobs).set({ heldBy: null, heldUntil: null }).where(eq(jobs.name, "drafts")));
});

test("the admin says that the clock is right; the auditor reads and says nothing", async () => {
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	const song = await signIn(new Visitor(site().origin), cast.staff.song);
	// The newest line of the trail is of the story's morning, long before the day of this test.
	const page = await wang.open("/admin/jobs");
	expect(page.text).toContain("时钟一下子到了很久以后：上次记下的时间是11月2日");
	const read = await song.open("/admin/jobs");
	expect([read.status, read.text.includes("看过了，时间是对的")]).toEqual([200, false]);
	const old = await wang.submit(page, "看过了，时间是对的", { shownAt: String(Date.now() - DAYS) });
	expect([old.status, old.text.includes("这一页开得太久")]).toEqual([409, true]);
	const done = await wang.submit(old, "看过了，时间是对的");
	expect(done.text).toContain("记下了。再运行一天");
	expect(done.text).toContain("网站刚开始运行");
});

test("a site that starts with its clock 31 or 400 days ahead deletes nothing, and goes on when it is right again", async () => {
	const session = await sessionFor(cast.homes.chen.viewer);
	await allRanSince(new Date(0));
	const before = await whatIsThere();
	expect(before).toEqual({ drafts: 1, originals: 1, sessions: 4 });
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
	await expect.poll(async () => (await db.select().from(jobs)).filter(({ startedAt }) => startedAt <= new Date()).length).toBe(JOBS.length);
	const chen = new Visitor(right.origin);
	chen.cookies.set("session", session);
	expect((await chen.open("/me")).status).toBe(200);
	expect(await whatIsThere()).toEqual(before);
	await right.stop();
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "clock.doubt"));
	expect(lines.map(({ detail }) => detail["doubt"]).slice(-3)).toEqual(["ahead", "ahead", "behind"]);
});
