import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await pairOf(cast.homes.bao, "firewood");
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: new Date() });
});
const stranger = () => new Visitor(site().origin);

let addresses: string[] = [];
beforeAll(() => {
	addresses = ["/", "/wall", "/submissions/firewood", "/courtyards/code-bao", `/villages/${cast.places.qingshi.id}`, "/villages", "/how"];
});

/** What belongs to bao, or to the session that shows it; none of it may stand on a page for everybody. */
function baosOwn(sessionId: string): string[] {
	const { householdId, personId, viewer } = cast.homes.bao;
	return [viewer.name, householdId, personId, sessionId, "bao0000000"];
}

test("a page that somebody signed in has just seen holds nothing of them for the next stranger", async () => {
	const bao = await signIn(stranger(), cast.homes.bao.viewer);
	for (const address of addresses.flatMap((address) => [address, address === "/" ? "/en" : `/en${address}`])) {
		const own = await bao.open(address);
		expect(own.status, address).toBe(200);
		expect(own.headers.get("cache-control"), address).toBe("no-store");
		const { html, headers } = await stranger().open(address);
		expect(headers.get("set-cookie")).toBeNull();
		for (const secret of baosOwn(bao.cookies.get("session") as string)) expect(html, address).not.toContain(secret);
	}
});

test("a stranger's browser asks again each time, and is told when nothing changed", async () => {
	const { headers } = await stranger().open("/wall");
	expect(headers.get("cache-control")).toBe("no-cache");
	expect(headers.get("vary")).toBe("accept-encoding, cookie");
	const again = await stranger().ask("/wall", { headers: { "if-none-match": headers.get("etag") as string } });
	expect([again.status, await again.text()]).toEqual([304, ""]);
	expect(again.headers.get("content-security-policy")).toContain("script-src 'self'");
});

test("strangers share a kept page; whoever is signed in, or asks for something unknown, gets one made anew", async () => {
	const before = await stranger().open("/wall");
	// The office's own process adds a pair; the site hears nothing of it, so a kept page is told from a new one.
	await pairOf(cast.homes.chen, "henhouse");
	expect((await stranger().open("/wall")).html).toBe(before.html);
	expect((await stranger().open("/wall", { cookie: "device=abc" })).html).toBe(before.html);
	expect((await stranger().open("/wall?unknown=1")).text).toContain("henhouse");
	expect((await stranger().open("/wall", { cookie: "session=never-opened" })).text).toContain("henhouse");
	expect((await (await signIn(stranger(), cast.homes.bao.viewer)).open("/wall")).text).toContain("henhouse");
	expect((await stranger().open(`/wall?village=${cast.places.qingshi.id}`)).text).toContain("henhouse");
});

test("what a stranger makes up is answered and not kept: cursors, places, kinds, and what is said twice or to a page that does not read it", async () => {
	const written = (at: number, id: string) => Buffer.from(JSON.stringify(["wall", at, id])).toString("base64url");
	const isKept = async (address: string) => {
		const { status, headers } = await stranger().open(address);
		expect(status, address).toBe(200);
		return headers.get("etag") !== null;
	};
	const village = cast.places.qingshi.id;
	const after = `after=${written(MORNING.getTime(), "firewood")}`;
	const lists = ["", `?village=${village}`, "?category=Q3-01", "?category=clear"];
	for (const query of [...lists, `?${after}`, `?village=${village}&${after}`, `?category=clear&${after}`])
		expect(await isKept(`/wall${query}`), query).toBe(true);
	const madeUp = [
		"village=nowhere",
		"category=none",
		"after=nonsense",
		`after=${written(1, "firewood")}`,
		`after=${written(MORNING.getTime(), "x")}`,
		`village=${cast.places.baiyang.id}&${after}`,
		`category=Q3-03&${after}`,
	];
	for (const query of [...madeUp, `village=${village}&village=${village}`, "before=1"])
		expect(await isKept(`/wall?${query}`), query).toBe(false);
	await pairOf(cast.homes.chen, "apron");
	const ofOthers = [`/courtyards/code-chen?${after}`, "/courtyards/code-bao?after=nonsense"];
	for (const address of ["/?before=1", "/?after=1", `/villages?village=${village}`, ...ofOthers])
		expect(await isKept(address), address).toBe(false);
});

test("larger type and the other language each have pages of their own", async () => {
	const pages = await Promise.all([
		stranger().open("/how"),
		stranger().open("/how", { cookie: "care=1" }),
		stranger().open("/en/how"),
		stranger().open("/en/how", { cookie: "care=1" }),
	]);
	expect(new Set(pages.map(({ html }) => html)).size).toBe(4);
	expect((await stranger().open("/how")).html).toBe(pages[0]?.html);
});

test("a page that is not there is not kept, and can be there a moment later", async () => {
	expect((await stranger().open("/submissions/later")).status).toBe(404);
	await pairOf(cast.homes.du, "later");
	expect((await stranger().open("/submissions/later")).status).toBe(200);
});

test("500 strangers at once are all served the same page", async () => {
	const pages = await Promise.all(Array.from({ length: 500 }, () => stranger().open("/villages")));
	expect(new Set(pages.map(({ html }) => html)).size).toBe(1);
});

test("what a moderator publishes stands on every page that shows it with the next request, and is gone as soon when it is undone", async () => {
	const submissionId = await sentSubmission(cast.homes.chen, { key: "woodpile", number: 700, at: new Date() });
	const places = ["/", "/wall", "/courtyards/code-chen", `/villages/${cast.places.qingshi.id}`];
	const shows = async () => Promise.all(places.map(async (address) => (await stranger().open(address)).html.includes(submissionId)));
	expect(await shows()).toEqual([false, false, false, false]);
	const li = await signIn(stranger(), cast.staff.li);
	await li.submit(await li.open(`/moderation/${submissionId}`), "form[action*='moderation.publish']");
	expect(await shows()).toEqual([true, true, true, true]);
	await li.submit(await li.open("/moderation"), "form[action*='moderation.undo']");
	expect(await shows()).toEqual([false, false, false, false]);
	expect((await stranger().open(`/submissions/${submissionId}`)).status).toBe(404);
});

const ASKINGS: [method: string, headers: OutgoingHttpHeaders][] = [
	["GET", {}],
	["HEAD", {}],
	["GET", { "accept-encoding": "br, gzip" }],
	["GET", { "accept-encoding": "gzip" }],
	["HEAD", { "accept-encoding": "br;q=0, gzip" }],
	["GET", { cookie: "care=1", range: "bytes=0-9" }],
	["GET", { "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1" }],
];

test("an answer given again to the same words is the same to each byte and header, and short for whoever has it", async () => {
	for (const [method, headers] of ASKINGS) {
		for (const address of ["/how", "/en/how"]) {
			const first = await onTheWire(address, method, headers);
			expect(first.status).toBe(200);
			expect(first.bytes.length > 0).toBe(method === "GET");
			expect(await onTheWire(address, method, headers), `${method} ${address} ${JSON.stringify(headers)}`).toEqual(first);
			const whoHasIt = { ...headers, "if-none-match": first.headers.etag as string };
			const short = await onTheWire(address, method, whoHasIt);
			expect(short).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
			expect(short.headers["content-security-policy"]).toBe(first.headers["content-security-policy"]);
		}
	}
});

test("words that were answered are asked anew when a session comes along, or the method changes something", async () => {
	const before = await onTheWire("/wall", "GET", {});
	expect(await onTheWire("/wall", "GET", {})).toEqual(before);
	const bao = await signIn(stranger(), cast.homes.bao.viewer);
	const own = await onTheWire("/wall", "GET", { cookie: `session=${bao.cookies.get("session")}` });
	expect(own.headers["cache-control"]).toBe("no-store");
	expect((await onTheWire("/wall", "POST", {})).status).not.toBe(200);
});

/** As it goes over the wire, without the time of the answer. */
function onTheWire(address: string, method: string, headers: OutgoingHttpHeaders) {
	return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; bytes: Buffer }>((resolve, reject) => {
		request(site().origin + address, { method, headers }, async (answer) => {
			const { date: _, ...told } = answer.headers;
			resolve({ status: answer.statusCode, headers: told, bytes: await buffer(answer) });
		})
			.once("error", reject)
			.end();
	});
}
