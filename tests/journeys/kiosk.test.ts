import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import type { Member } from "#domain/submissions/types.ts";
import { givePassphrase, PASSPHRASE } from "#tests/accounts.ts";
import { DOORS, inviteCast, MORNING } from "#tests/cast.ts";
import { openScreen, sitDown } from "#tests/kiosks.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { draftOf, withPhoto } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

// Who sits down at a kiosk after somebody else is curious: with the session in hand, by any address and any form, they find what a visitor finds.
const HOUR = 3_600_000;
let cast: Awaited<ReturnType<typeof inviteCast>>;
let draft = "";
let picture = "";
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao } = cast.homes;
	draft = await draftOf(bao.viewer as Member, { key: "bao", at: new Date() });
	const photoId = await withPhoto(draft, bao.viewer as Member, "before", 1);
	picture = (await picturesOf(db, [photoId])).get(photoId)?.sources[0]?.url ?? "";
	await givePassphrase(bao);
	await fresh("booth");
});

function fresh(id: string): Promise<string> {
	const { bao, chen, fan } = cast.homes;
	const times = { opensAt: new Date(Date.now() - HOUR), closesAt: new Date(Date.now() + 24 * HOUR) };
	return roundOf(id, { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, fan], ...times });
}
const openedScreen = () => openScreen(site().origin, cast.staff.wang);
const seat = (screen: Visitor, key: "bao" | "chen") => sitDown(screen, { ...cast.homes[key], key, admin: cast.staff.wang });
const votesIn = (roundId: string) =>
	db
		.select({ channel: ballots.channel, deviceMark: ballots.deviceMark, votes: ballots.votes })
		.from(ballots)
		.where(eq(ballots.roundId, roundId));
const candidate = (number: string) => new URLSearchParams({ candidate: number });

/** The same screen as it is for whoever sits down next and is nobody. */
function withoutSession(screen: Visitor): Visitor {
	const visitor = new Visitor(site().origin);
	for (const [name, value] of screen.cookies) if (name !== "session") visitor.cookies.set(name, value);
	return visitor;
}

/** A browser that holds the session of the screen and is no kiosk. */
function carriedAway(screen: Visitor): Visitor {
	const visitor = new Visitor(site().origin);
	visitor.cookies.set("session", screen.cookies.get("session") ?? "");
	return visitor;
}

// The key of a form, the number of a request that broke.
const RANDOM = /value="[0-9a-z]{16,26}"|(?<=请报这个编号，方便查：|so that it can be looked up: )[0-9a-z]{16}/g;

async function saidTo(visitor: Visitor, address: string, init: RequestInit = {}): Promise<unknown[]> {
	const answer = await visitor.ask(address, init);
	const headers = ["location", "cache-control", "content-type", "set-cookie"].map((name) => answer.headers.get(name));
	return [answer.status, ...headers, (await answer.text()).replaceAll(RANDOM, "")];
}

/** Every page but the kiosk's own, with the ids of this world in it, in both languages; and a picture of bao's that nobody released. */
function addresses(): string[] {
	const real: [string, string][] = [
		["/submit/[id]", `/submit/${draft}`],
		["/me/submissions/[id]", `/me/submissions/${draft}`],
		["[code]", "code-bao"],
		["[token]", DOORS.bao],
		["/villages/[id]", `/villages/${cast.places.qingshi.id}`],
		["/submissions/[id]", "/submissions/booth-pair-1"],
		["[number]", "1"],
		["[id]", "booth"],
	];
	const routes = sourcesBelow("src/pages").map(({ file }) => file.slice("src/pages".length).replace(/(\/index)?\.(astro|ts)$/, "") || "/");
	const filled = routes.map((route) =>
		real.reduce((address, [part, id]) => address.replace(part, id), route).replaceAll(/\[\w+\]/g, "booth"),
	);
	return [...filled.filter((address) => !address.startsWith("/kiosk")).flatMap((address) => [address, `/en${address}`]), picture];
}

test("with the session of a kiosk every page but the kiosk's own is, byte for byte, a visitor's", async () => {
	const screen = await openedScreen();
	await seat(screen, "bao");
	const nobody = withoutSession(screen);
	for (const address of addresses()) expect(await saidTo(screen, address), address).toEqual(await saidTo(nobody, address));
	expect((await screen.open("/kiosk/booth")).text).toContain("投出去");
	const atHome = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	for (const address of ["/me", "/submit", "/me/points", picture]) expect((await atHome.ask(address)).status, address).toBe(200);
}, 120_000);

test.each(["/me", "/me/points", "/me/security", "/submit", "/votes/booth/receipt", "/sign-in"])(
	"%s leads whoever sits at a kiosk, and whoever comes to it, to the kiosk's door",
	async (address) => {
		const screen = await openedScreen();
		await seat(screen, "bao");
		for (const base of ["", "/en"]) {
			for (const visitor of [screen, withoutSession(screen)])
				expect((await visitor.ask(base + address)).headers.get("location"), base + address).toBe(`${base}/kiosk`);
		}
	},
);

// What stands open to anybody, or belongs to the kiosk.
const OPEN =
	/^(preferences\.care|accounts\.sign(Out|InStaff)|accounts\.(setUp|setPassphraseByLink)|ballots\.withdraw|orders\.(place|cancel)|kiosk\.(enter|leave))$/;

function actions(): string[] {
	const named = sourcesBelow("src/actions").flatMap(({ file, text }) =>
		[...text.matchAll(/\n\t(\w+): defineAction\(/g)].map(([, name]) => `${file.slice(file.lastIndexOf("/") + 1, -".ts".length)}.${name}`),
	);
	return named.filter((name) => !OPEN.test(name));
}

/** Whatever a form of a household may hold; each action takes what it knows. */
function anything(): URLSearchParams {
	const ids = {
		roundId: "booth",
		nominationId: "booth-nomination-1",
		submissionId: draft,
		householdId: "household-bao",
		photoId: "x",
		approvalId: "x",
	};
	const words = {
		answer: "declined",
		words: "不是这样的，请再看看。",
		current: PASSPHRASE,
		passphrase: "another long passphrase",
		again: "another long passphrase",
	};
	const signIn = { doorToken: DOORS.bao, secret: PASSPHRASE, next: "/me" };
	return new URLSearchParams({
		...ids,
		...words,
		...signIn,
		idempotencyKey: "kiosk",
		consent: "on",
		side: "before",
		code: "123456",
		publicCode: "code-fan",
	});
}

async function everyRow(): Promise<string> {
	const tables = await db.all<{ name: string }>("select name from sqlite_master where type = 'table'");
	// Who sits down is a session; the clock walks on and the finder reads new names by themselves.
	const kept = tables.filter(({ name }) => !["sessions", "jobs", "clock_marks"].includes(name) && !name.startsWith("search_"));
	const rows = kept.map(({ name }) => db.all(`select * from "${name}"`));
	return JSON.stringify(await Promise.all(rows));
}

test("with the session of a kiosk no other action does anything, sent as a form or by a script, in either language", async () => {
	const screen = await openedScreen();
	await seat(screen, "bao");
	const nobody = withoutSession(screen);
	const before = await everyRow();
	expect(actions().length).toBeGreaterThan(50);
	const headers = { origin: site().origin, "sec-fetch-site": "same-origin" };
	for (const name of actions())
		for (const address of [`/_actions/${name}`, `/?_action=${name}`, `/en/?_action=${name}`]) {
			const [mine, theirs] = [await saidTo(screen, address, post()), await saidTo(nobody, address, post())];
			expect(mine, address).toEqual(theirs);
			expect(mine[0], address).toBeGreaterThanOrEqual(400);
		}
	expect(await everyRow()).toBe(before);
	expect((await screen.open("/kiosk/booth")).text).toContain("投出去");

	function post(): RequestInit {
		return { method: "POST", body: anything(), headers };
	}
}, 120_000);

test("an ordinary session beside a kiosk's cookie casts no kiosk ballot, takes nothing back at the kiosk, and ends when somebody sits down", async () => {
	await fresh("ordinary");
	const screen = await signIn(await openedScreen(), cast.homes.bao.viewer);
	expect((await screen.open("/kiosk/ordinary")).text).toContain("请坐，慢慢来");
	expect((await screen.post("/votes/ordinary/ballot", candidate("2"))).address).toBe("/votes/ordinary/receipt?done=cast");
	await screen.submit(await screen.open("/votes/ordinary"), "撤回我家的票");
	expect(await votesIn("ordinary")).toMatchObject([
		{ channel: "phone", votes: 1 },
		{ channel: "phone", votes: 0 },
	]);
	const old = screen.cookies.get("session") ?? "";
	await seat(screen, "chen");
	const leftOver = new Visitor(site().origin);
	leftOver.cookies.set("session", old);
	expect((await leftOver.open("/me")).address).toBe("/sign-in?next=%2Fme&why=ended");
});

test("a kiosk's session votes nowhere without an open kiosk: carried away, beside a made-up cookie, or after the closing", async () => {
	await fresh("closed");
	const screen = await openedScreen();
	await seat(screen, "chen");
	const away = carriedAway(screen);
	const forger = carriedAway(screen);
	forger.cookies.set("kiosk", `${screen.cookies.get("kiosk")?.split(".")[0]}.made-up`);
	for (const visitor of [away, forger]) {
		const refused = await visitor.post("/votes/closed/ballot", candidate("2"));
		expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("自助台已经关了，没有改动任何内容")]);
		expect((await visitor.open("/kiosk/closed")).address).toBe("/kiosk");
	}
	expect(await votesIn("closed")).toEqual([]);
	expect((await screen.post("/votes/closed/ballot", candidate("2"))).address).toBe("/kiosk/closed/receipt?done=cast");
	const taken = await away.post("/votes/closed?_action=ballots.withdraw", new URLSearchParams({ roundId: "closed" }));
	expect(taken.status).toBe(409);
	await closeIt(screen);
	expect((await screen.post("/votes/closed/ballot", candidate("1"))).status).toBe(409);
	expect((await screen.open("/me")).address).toBe("/sign-in?next=%2Fme&why=ended");
	expect(await votesIn("closed")).toMatchObject([{ channel: "kiosk", votes: 1 }]);
});

/** The admin closes it from this device, as if whoever sits there had not left. */
async function closeIt(screen: Visitor): Promise<void> {
	const admin = await signIn(withoutSession(screen), cast.staff.wang);
	await admin.submit(await admin.open("/kiosk"), "关掉自助台");
}

test("nobody signs in as at home on a device that is a kiosk, and no slip is spent by trying", async () => {
	const screen = await openedScreen();
	const before = await db.$count(sessions);
	const refused = await screen.post(
		`/h/${DOORS.bao}?_action=accounts.signInVillager`,
		new URLSearchParams({ doorToken: DOORS.bao, secret: PASSPHRASE, next: "/me" }),
	);
	expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("这台设备是自助台，后面还有人用")]);
	expect(await db.$count(sessions)).toBe(before);
	expect(screen.cookies.has("session")).toBe(false);
});

test("leaving ends the session itself, by either door, and leaving twice is leaving once", async () => {
	const screen = await openedScreen();
	const leaveBy = [
		() => screen.post("/kiosk?_action=kiosk.leave", new URLSearchParams()),
		() => screen.post("/?_action=accounts.signOut", new URLSearchParams()),
	];
	for (const leave of leaveBy) {
		await seat(screen, "chen");
		const seats = await atKiosk("person-chen");
		await leave();
		expect(await atKiosk("person-chen")).toBe(seats - 1);
		await leave();
		expect(await atKiosk("person-chen")).toBe(seats - 1);
	}
});
const atKiosk = (personId: string) => db.$count(sessions, and(eq(sessions.personId, personId), eq(sessions.isAtKiosk, true)));

test("who sits down where somebody forgot to leave ends that session", async () => {
	const screen = await openedScreen();
	const door = await screen.open("/kiosk");
	await seat(screen, "chen");
	const [seats, before] = [await atKiosk("person-chen"), await atKiosk("person-bao")];
	expect((await screen.submit(door, "进来", { doorToken: DOORS.bao, secret: PASSPHRASE })).text).toContain("您要办哪一件");
	expect([await atKiosk("person-chen"), await atKiosk("person-bao")]).toEqual([seats - 1, before + 1]);
});

test("who takes back a ballot after their seat has ended is led to the door, and the ballot stands", async () => {
	await fresh("quiet");
	const screen = await openedScreen();
	await seat(screen, "chen");
	const cast = await screen.post("/votes/quiet/ballot", candidate("2"));
	const page = await screen.open("/kiosk/quiet");
	expect(cast.address).toBe("/kiosk/quiet/receipt?done=cast");
	screen.cookies.delete("session");
	expect((await screen.submit(page, "撤回我家的票")).address).toBe("/kiosk");
	expect(await votesIn("quiet")).toMatchObject([{ channel: "kiosk", votes: 1, deviceMark: expect.stringMatching(/^[\w-]{22}$/) }]);
});

test("a screen that nobody touched ends the session and says so at the door; over a receipt it says nothing", async () => {
	await fresh("asleep");
	const screen = await openedScreen();
	await seat(screen, "chen");
	const seats = await atKiosk("person-chen");
	const left = await screen.submit(await screen.open("/kiosk/asleep"), ".still-there");
	expect(left.address).toBe("/kiosk?done=quiet");
	expect(left.text).toContain("刚才好一会儿没动，先替您退出了。还没办完的，请再进来一次。");
	expect(await atKiosk("person-chen")).toBe(seats - 1);
	await seat(screen, "chen");
	const receipt = await screen.post("/votes/asleep/ballot", candidate("2"));
	expect((await screen.submit(receipt, ".still-there")).address).toBe("/kiosk");
});

test("two open rounds are voted with one slip: the receipt of the first leads to the second, and that of the second nowhere", async () => {
	await fresh("first");
	await fresh("second");
	const screen = await openedScreen();
	await seat(screen, "chen");
	const receipt = await screen.submit(await screen.open("/kiosk/first"), "投出去", { candidate: ["1"] });
	const ways = (seen: typeof receipt) => seen.root.querySelectorAll("main a.button").map((way) => way.getAttribute("href"));
	expect(receipt.text).toContain("您家还能投“金秋最美庭院”，不用再进来一次。");
	expect([ways(receipt).includes("/kiosk/second"), ways(receipt).includes("/kiosk/first")]).toEqual([true, false]);
	const both = await screen.submit(await screen.open("/kiosk/second"), "投出去", { candidate: ["1"] });
	expect(both.address.split("?")[0]).toBe("/kiosk/second/receipt");
	expect(ways(both)).not.toContain("/kiosk/first");
	expect([await votesIn("first"), await votesIn("second")]).toMatchObject([[{ channel: "kiosk" }], [{ channel: "kiosk" }]]);
});

test("on the page of a refused ballot the other forms do what they say: leaving leaves, a sign of somebody keeps the seat", async () => {
	await fresh("wrong");
	const screen = await openedScreen();
	await seat(screen, "chen");
	const seats = await atKiosk("person-chen");
	const refused = await screen.submit(await screen.open("/kiosk/wrong"), "投出去", { candidate: [] });
	expect(refused.status).toBe(422);
	expect((await screen.ask(refused.address, { method: "HEAD" })).headers.get("location")).toBe("/kiosk/wrong");
	const left = await screen.submit(refused, "退出");
	expect([left.address, left.text.includes("请坐，慢慢来")]).toEqual(["/kiosk", true]);
	expect(await atKiosk("person-chen")).toBe(seats - 1);
});
