import { expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { closeRound, say } from "#tests/votes.ts";

let scene: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	scene = await openAlbum();
	const { homes, pairs, places, staff } = scene;
	const { bao, chen, du, fan } = homes;
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const candidates = [
		{ ...bao, submissionId: pairs.bao },
		{ ...chen, submissionId: pairs.chen },
		{ ...fan, submissionId: pairs.fan },
	];
	const weighted = { ownVillage: "excluded", weighting: "by_eligible", objectionDays: 1 } as const;
	await roundOf("june", { regionId: places.shilin.id, candidates, roll: [bao, chen, du, fan], ...weighted });
	await say("june", 1, [3]);
	await say("june", 3, [3]);
	await say("june", 4, [1, 2]);
	await closeRound("june");
	await countRound({ roundId: "june", viewer: staff.wang, at: CLOSES });
	await finishRound({ roundId: "june", viewer: staff.wang, at: minutesAfter(CLOSES, 24 * 60) });
});
const open = useBrowser();

const pages = {
	result: () => ({ address: "/votes/june/result" }),
	objections: () => ({ address: "/votes/june/objections" }),
	"the courtyard with its medal": () => ({ address: "/courtyards/code-fan" }),
	certificate: () => ({ address: "/votes/june/certificates/3", viewer: scene.homes.fan.viewer }),
	"the officer's count": () => ({ address: "/staff/votes/june/count", viewer: scene.staff.wang }),
	"the officer's answers": () => ({ address: "/staff/votes/june/objections", viewer: scene.staff.wang }),
};
const names = Object.keys(pages) as (keyof typeof pages)[];

test.each(names)("%s has nothing that axe finds, by day and by night", async (name) => {
	const { address, ...as } = { viewer: undefined, ...pages[name]() };
	for (const colorScheme of ["light", "dark"] as const) {
		const page = await open({ site: site(), width: 360, colorScheme, ...as });
		await page.goto(address);
		expect(await faultsOn(page)).toEqual([]);
	}
});

test.each(["result", "objections", "the courtyard with its medal"] as const)(
	"%s fits 320 pixels with letters twice as large",
	async (name) => {
		const page = await open({ site: site(), width: 320 });
		await page.goto(pages[name]().address);
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);
