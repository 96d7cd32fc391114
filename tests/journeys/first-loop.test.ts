import { readFileSync } from "node:fs";
import exifr from "exifr";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

// The loop that the portal exists for, by plain forms: a villager shows, the moderator returns, the villager mends,
// it is published and paid, everybody sees, and no byte of any picture tells where or with what it was taken.

let cast: Awaited<ReturnType<typeof inviteCast>>;
let pin = "";
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	({ pin } = await issueSlip({ householdId: cast.homes.chen.householdId, by: cast.staff.wang, at: new Date() }));
});

const CAMERA = { make: "HUAWEI", model: "MGA-AL00", gps: { lat: 30.123456, lon: 110.654321 } };
const home = courtyardOf("first-loop");
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** The yard as the phone stored it: turned, with camera data and a position inside. */
async function taken(moment: "before" | "after", orientation: 1 | 6): Promise<File> {
	const takenAt = daysAgo(moment === "before" ? 6 : 1);
	const svg = drawCourtyard(home, { moment, category: "Q3-01", takenAt });
	const jpeg = await photograph(svg, { ...CAMERA, takenAt, orientation });
	const told = await exifr.parse(jpeg, { gps: true });
	expect(told).toMatchObject({ Model: CAMERA.model, latitude: expect.closeTo(CAMERA.gps.lat, 3) });
	return new File([new Uint8Array(jpeg)], `IMG_${moment}.jpg`, { type: "image/jpeg" });
}

function heic(): File {
	return new File([readFileSync(new URL("../support/fixtures/courtyard.heic", import.meta.url))], "IMG_0001.HEIC", { type: "image/heic" });
}

/** Every address of a picture on a page. */
function pictureAddresses(page: Seen): string[] {
	return [...new Set(page.html.match(/\/photos\/[\w.-]+/g) ?? [])];
}

async function bytesAt(visitor: Visitor, address: string): Promise<Buffer> {
	const answer = await visitor.ask(address);
	expect(answer.status, address).toBe(200);
	return Buffer.from(await answer.arrayBuffer());
}

test("one pair, from the door to the wall, by plain forms", async () => {
	const chen = new Visitor(site().origin);
	const door = await chen.open("/h/chen000000");
	expect(door.text).not.toContain("陈桂兰");
	const me = await chen.submit(door, 'form[action*="signInVillager"]', { secret: pin });
	expect(me.address).toContain("/me");

	const submissionId = await sendPair(chen);
	await returnIt(submissionId);
	await mendIt(chen, submissionId);
	await publishIt(submissionId);
	await hearsAndPutsAway(chen);

	const statement = await chen.open("/me/points");
	expect(statement.text).toMatch(/\+3 分.*\+2 分/);
	expect(await accountOf(db, cast.homes.chen.householdId)).toEqual({ balance: 2, held: 3 });
	await everybodySees(submissionId);
});

async function sendPair(chen: Visitor): Promise<string> {
	const after = await chen.submit(await chen.open("/submit"), 'form[enctype="multipart/form-data"]', {
		photos: [await taken("before", 6), heic()],
	});
	expect(after.address).toContain("side=after");
	const submissionId = /\/submit\/(\w+)\//.exec(after.address)?.[1] as string;
	const words = "柴火重新码了，靠墙一溜齐。";
	const about = await chen.submit(after, 'form[enctype="multipart/form-data"]', { photos: [await taken("after", 1)], words });
	const check = await chen.submit(about, "柴草杂物码齐了");
	expect(check.text).toContain(words);
	const refused = await chen.submit(check, 'form[action*="submissions.send"]', { startedBy: "self" });
	expect(refused.status).toBe(422);
	const sent = await chen.submit(refused, 'form[action*="submissions.send"]', { consentsToDisplay: true });
	expect(sent.status).toBe(200);
	expect((await chen.open(`/submissions/${submissionId}`)).status).toBe(404);
	return submissionId;
}

async function returnIt(submissionId: string): Promise<void> {
	const li = await signIn(new Visitor(site().origin), cast.staff.li);
	expect((await li.open("/moderation")).html).toContain(submissionId);
	const item = await li.open(`/moderation/${submissionId}`);
	const reasons = item.root.querySelector('form[action*="returnToHousehold"] input[value="blurred"]')?.getAttribute("value") as string;
	await li.submit(item, 'form[action*="returnToHousehold"]', {
		reasons,
		sides: "blurred:after",
		note: "后一张有点糊，请再拍一张。",
	});
}

async function mendIt(chen: Visitor, submissionId: string): Promise<void> {
	const told = await chen.open(`/me/submissions/${submissionId}`);
	expect(told.text).toContain("后一张有点糊，请再拍一张。");
	const mend = await chen.open(`/submit/${submissionId}`);
	expect(mend.address).toMatch(/\/mend$/);
	const sent = await chen.submit(mend, 'form[action*="/mend"]', { after: [await taken("after", 6)] });
	expect(sent.address).toBe("/me?done=sent");
	expect(sent.status).toBe(200);
}

async function publishIt(submissionId: string): Promise<void> {
	const li = await signIn(new Visitor(site().origin), cast.staff.li);
	const item = await li.open(`/moderation/${submissionId}`);
	const next = await li.submit(item, 'form[action*="moderation.publish"]');
	expect(next.status).toBe(200);
}

async function hearsAndPutsAway(chen: Visitor): Promise<void> {
	const me = await chen.open("/me");
	expect(me.text).toMatch(/您家的“.+”（\d+月\d+日那组）展示了，记 5 分，其中 3 分等回头看还干净再给/);
	expect(me.text).not.toContain("请改一改再交");
	const after = await chen.submit(me, 'form[action*="notices.dismiss"]');
	expect(after.address).toBe("/me");
	expect(after.text).not.toContain("那组）展示了");
}

async function everybodySees(submissionId: string): Promise<void> {
	const stranger = new Visitor(site().origin);
	for (const place of ["/", "/wall", `/villages/${cast.places.qingshi.id}`, "/courtyards/code-chen"]) {
		expect((await stranger.open(place)).html, place).toContain(submissionId);
	}
	const page = await stranger.open(`/submissions/${submissionId}`);
	expect(page.text).toContain("柴火重新码了，靠墙一溜齐。");
	// The four digits of a household are looked for in the words: a random file name may hold them by chance.
	expect(page.text).not.toContain("0002");
	for (const personal of ["陈桂兰", "chen000000", cast.homes.chen.householdId]) expect(page.html).not.toContain(personal);
	const addresses = pictureAddresses(page);
	expect(addresses.length).toBeGreaterThanOrEqual(3 * 2);
	for (const address of addresses) await tellsNothing(await bytesAt(stranger, address), address);
}

// Five letters and more: three would turn up by chance in a megabyte of compressed pixels.
const TELLTALES = ["Exif\0\0", "GPSLa", "http://ns.adobe.com", "Photoshop", "HUAWEI", "MGA-AL00", "ftypheic", "ICC_PROFILE"];

/** No derivative carries anything of the camera: neither as bytes nor for a reader of metadata. */
async function tellsNothing(bytes: Buffer, address: string): Promise<void> {
	for (const telltale of TELLTALES) expect(bytes.includes(telltale), `${telltale} in ${address}`).toBe(false);
	expect(await exifr.parse(bytes, true).catch(() => undefined), address).not.toMatchObject({ latitude: expect.anything() });
}
