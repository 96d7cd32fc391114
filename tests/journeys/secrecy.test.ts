import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { DOORS, inviteCast } from "#tests/cast.ts";
import { openScreen, sitDown } from "#tests/kiosks.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

// Whoever can sign in as a household (who prints its slip, who moved in, who paid for its vote) reads nothing of whom its ballot is for.
const HOUR = 3_600_000;
const [OPENS, CLOSES] = [new Date(Date.now() - HOUR), new Date(Date.now() + 24 * HOUR)];
const CAST = new Date(Date.now() - HOUR / 2);
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	for (const id of ["box", "left"]) await fresh(id);
});

function fresh(id: string): Promise<string> {
	const { bao, chen, du, fan } = cast.homes;
	const times = { opensAt: OPENS, closesAt: CLOSES, votesPerHousehold: 2 };
	return roundOf(id, { regionId: cast.places.shilin.id, candidates: [bao, fan, chen, du], roll: [bao, chen, du, fan], ...times });
}
const say = (key: keyof typeof DOORS, numbers: number[], roundId = "box") =>
	castBallot({ roundId, householdId: cast.homes[key].householdId, numbers, channel: "phone", at: CAST });

/** As a village's admin comes in: with a slip printed for the household. */
async function withPrintedSlip(): Promise<Visitor> {
	const { householdId, personId } = cast.homes.bao;
	const { pin } = await issueSlip({ householdId, personId, by: cast.staff.wang, at: new Date() });
	const visitor = new Visitor(site().origin);
	await visitor.submit(await visitor.open(`/h/${DOORS.bao}`), "登录", { secret: pin });
	return visitor;
}

async function atKiosk(): Promise<Visitor> {
	const screen = await openScreen(site().origin, cast.staff.wang);
	await sitDown(screen, { ...cast.homes.bao, key: "bao", admin: cast.staff.wang });
	return screen;
}

// The key of a form.
const RANDOM = /value="[0-9a-z]{16,26}"/g;
const WRONG = [[], ["1"], ["9"], ["2", "3", "4"], ["2", "9"]];

/** All that this visitor is told of the round: its pages, and what ballots that are not taken come back with. */
async function told(visitor: Visitor, rooms: string[]): Promise<[string, string][]> {
	const pages = rooms.flatMap((room) => ["", "/receipt"].map((page) => `/${room}/box${page}`));
	const said: [string, string][] = [];
	for (const base of ["", "/en"]) {
		for (const page of [...pages, "/me", "/votes", "/kiosk"]) said.push([base + page, (await visitor.open(base + page)).html]);
		for (const candidates of WRONG) {
			const form = new URLSearchParams(candidates.map((number) => ["candidate", number]));
			said.push([`${base} ${candidates}`, (await visitor.post(`${base}/votes/box/ballot`, form)).html]);
		}
	}
	return said.map(([where, html]) => [where, html.replaceAll(RANDOM, "")]);
}

test("with a household's session, by its phone, a printed slip or at a kiosk, nothing tells whom its ballot is for", async () => {
	await say("bao", [2, 3]);
	const phone = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	const visitors: [Visitor, string[]][] = [
		[phone, ["votes"]],
		[await withPrintedSlip(), ["votes"]],
		[await atKiosk(), ["kiosk"]],
	];
	const before = await Promise.all(visitors.map((one) => told(...one)));
	expect(before.map((pages) => pages.some(([, html]) => html.includes("您家自己也看不到")))).toEqual([true, true, true]);
	for (const numbers of [[4], [2, 4], [2, 3]]) {
		await say("bao", numbers);
		expect(await Promise.all(visitors.map((one) => told(...one)))).toEqual(before);
	}
	expect((await phone.open("/votes/box")).root.querySelectorAll("[checked]")).toEqual([]);
});

test("when a candidate leaves, everybody who has voted reads who it was, whomever they chose", async () => {
	await say("bao", [2], "left");
	await say("chen", [4], "left");
	await write((tx) =>
		tx.run("update consents set withdrawn_at = 1, withdrawn_by = 'person-fan' where submission_id = 'left-pair-2' and channel = 'vote'"),
	);
	const reads = async (key: "bao" | "chen" | "du") =>
		(await (await signIn(new Visitor(site().origin), cast.homes[key].viewer)).open("/votes/left")).text.includes(
			"2 号（白杨村）退出了。要是您家选的是它，那一票不算，可以重新选。",
		);
	expect([await reads("bao"), await reads("chen"), await reads("du")]).toEqual([true, true, false]);
});
