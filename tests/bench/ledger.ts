import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeDatabase, db, openDatabase, write } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { settings } from "#db/schema/settings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Month } from "#domain/calendar/types.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { lockClose } from "#domain/closes/lock-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { recordEnds, reviewEnds } from "#domain/closes/rules.ts";
import { accountsOf } from "#domain/points/ledger.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { placeOrder } from "#domain/store/order.ts";
import { verifyEverything } from "#domain/verify.ts";
import { later, MINUTE_MS } from "#platform/clock.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { depositIn } from "#tests/funds.ts";
import { chosen, deliveredIn, openStore } from "#tests/store.ts";
import { officeOf } from "#tests/village.ts";
import { diskOf } from "./disk.ts";
import { pagesOver } from "./ledger/pages.ts";
import { awardsOf, householdIdOf, months, OF_THE_VILLAGE, personIdOf, settleHouseholds } from "./ledger/scene.ts";
import { type Line, lineOf, plainLine } from "./lines.ts";
import { duel, ROUNDS, spreadOf, type Turn } from "./rounds.ts";

const ASKED = 20_000;
const ORDERS = 1_000;
const AT_ONCE = 20;
/** What households may redeem in all rounds. */
const BARS = 10_000;

/** A million entries of points: what a balance, a month's close, the check of all books and a redemption cost there. */
export async function benchLedger(say: (what: string) => void): Promise<Line[]> {
	const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-bench-ledger-"));
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
	try {
		await migrateDatabase();
		await installDefaults();
		const { lines, askPages } = await measured(say);
		await closeDatabase();
		say("pages …");
		return [...lines, ...(await askPages())];
	} finally {
		await closeDatabase();
		rmSync(dataDir, { recursive: true, force: true });
	}
}

async function measured(say: (what: string) => void): Promise<{ lines: Line[]; askPages: () => Promise<Line[]> }> {
	const cast = await inviteCast();
	const { yun, rao } = await officeOf(cast.places, cast.staff.wang);
	const { villageId, soapId } = await openStore(cast);
	await depositIn(villageId, 1_000_000);
	await deliveredIn(soapId, BARS, cast.staff);
	await settleHouseholds(cast);
	const [closes, sizes]: [number[], number[]] = [[], []];
	for (const [n, month] of months.entries()) {
		sizes.push(await awardsOf(month));
		if (n >= months.length - ROUNDS) closes.push(await secondsOf(() => closeMonth(month, { villageId, yun, rao })));
		say(`${sizes.reduce((sum, size) => sum + size)} entries`);
	}
	const what = (figure: string) => `ledger of a million entries, ${figure}`;
	const lines = [
		plainLine(what("balance"), "p99 ms", spreadOf(await balances()), { atMost: 1 }),
		plainLine(what(`close of a month, ${OF_THE_VILLAGE} households`), "seconds", spreadOf(closes), { atMost: 5 }),
		...(await redemptions(soapId)),
	];
	say("verify …");
	const seconds = await secondsOf(async () => {
		const { isSound, brokeOff, ledger, funds, closes: months } = await verifyEverything(recordEnds("2027-11" as Month));
		if (!isSound)
			throw new Error(
				`verify found: ${JSON.stringify({ brokeOff, ledger: ledger?.faults, funds: funds?.faults, closes: months?.faults })}`,
			);
	});
	await write((tx) => tx.insert(settings).values({ key: "staffTotpRequired", value: false, changedAt: MORNING }));
	const askPages = await pagesOver({ dataDir: env.dataDir, villageId, goodId: soapId, yun, keeper: cast.staff.li });
	return { lines: [...lines, plainLine(what("verify"), "seconds", spreadOf([seconds]), { atMost: 60 })], askPages };
}

interface Office {
	villageId: string;
	yun: Viewer;
	rao: Viewer;
}

async function closeMonth(month: Month, { villageId, yun, rao }: Office): Promise<void> {
	const { closeId } = await beginClose({ villageId, month, by: yun, at: recordEnds(month) });
	const { until } = await noticeClose({ closeId, days: "3", by: yun, at: reviewEnds(month) });
	await lockClose({ closeId, by: rao, at: until });
}

/** The 99th percentile of so many balances of households all over the ledger, in each round. */
async function balances(): Promise<number[]> {
	const rounds: number[] = [];
	for (let round = 0; round <= ROUNDS; round += 1) {
		const times: number[] = [];
		for (let n = 0; n < ASKED; n += 1) {
			const begun = performance.now();
			await accountsOf(db, householdIdOf((n * 7919) % 40_000));
			times.push(performance.now() - begun);
		}
		times.sort((one, other) => one - other);
		if (round > 0) rounds.push(times[Math.floor(ASKED * 0.99)] ?? 0);
	}
	return rounds;
}

/** Orders of villagers, as many at once as stand in a queue, each on the disk before it is answered. */
async function redemptions(soapId: string): Promise<Line[]> {
	const [wanted, disk] = [[await chosen(soapId)], diskOf(path.join(env.dataDir, "limit"))];
	let number = 0;
	const order = async (): Promise<void> => {
		const n = number++;
		const by = { householdId: householdIdOf(n % OF_THE_VILLAGE), personId: personIdOf(n % OF_THE_VILLAGE) };
		await placeOrder({ key: `ledger-${n}`, wanted, by, way: "own", at: later(MORNING, 390 * 24 * 60 * MINUTE_MS) });
	};
	const ours = async (): Promise<Turn> => {
		const begun = performance.now();
		let left = ORDERS;
		await Promise.all(
			Array.from({ length: AT_ONCE }, async () => {
				while (left-- > 0) await order();
			}),
		);
		return { perSecond: ORDERS / ((performance.now() - begun) / 1000) };
	};
	const found = await duel(ours, () => disk.turn("batch", ORDERS));
	disk.end();
	return [lineOf(`redemptions, ${AT_ONCE} at once, beside a batch of two statements`, "a second", found, { figure: "perSecond" })];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	await work();
	return (performance.now() - begun) / 1000;
}
