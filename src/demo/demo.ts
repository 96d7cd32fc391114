import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphrase } from "#domain/accounts/set-passphrase.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { dismissNotices } from "#domain/notices/dismiss.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { DAY_MS } from "#platform/clock.ts";
import { type District, plannedDistrict } from "./district.ts";
import { firstStep } from "./perform.ts";
import { drawnAhead } from "./pictures.ts";
import { type PlannedSubmission, plannedHistory } from "./plan.ts";
import type { RoundCast } from "./poll.ts";
import { seededRandom } from "./random.ts";
import { rosterOf } from "./roster.ts";
import { plannedRounds, roundSteps } from "./rounds.ts";
import { type DemoAccount, employStaff, newPassphrase, type Place, type Staff } from "./staff.ts";
import { insertInOrder, type Step } from "./steps.ts";

export type { DemoAccount };

export interface Demo {
	/** The same seed and the same last day give the same district; passphrases, codes and ids differ each time. */
	seed: string;
	/** The last day of the half year of history. */
	until: Date;
	onProgress: (done: number, total: number) => void;
}

const HALF_A_YEAR = 185 * DAY_MS;

export async function hasDistrict(): Promise<boolean> {
	return (await db.select({ id: regions.id }).from(regions).limit(1)).length > 0;
}

/** Fills an empty site with a made-up district and half a year of its life, all by the commands that people use. */
export async function seedDemo({ seed, until, onProgress }: Demo): Promise<DemoAccount[]> {
	const beginning = new Date(until.getTime() - HALF_A_YEAR);
	const district = plannedDistrict(seededRandom(`${seed}/district`));
	await importRegionsAndHouseholds({ buffer: rosterOf(district), by: null, at: beginning });
	const staff = await employStaff(seededRandom(`${seed}/staff`), await places(), beginning);
	const history = plannedHistory(seededRandom(`${seed}/history`), district.households, until);
	const homes = await openHomes(district, history, staff, beginning);
	await live(history, { seed, staff, homes, onProgress, beside: await roundsOf({ seed, staff, homes: [...homes.values()], until }) });
	return [...staff.accounts, await villager(history, homes, staff, until)];
}

function places() {
	return db.select({ id: regions.id, name: regions.name, level: regions.level }).from(regions).orderBy(asc(regions.code));
}

interface Home {
	householdId: string;
	personId: string;
	doorToken: string;
	townId: string;
	villageId: string;
	villageName: string;
	headName: string;
}

/** Issues a slip to each household that will show something; that also creates its first member. */
async function openHomes(district: District, history: PlannedSubmission[], { admin }: Staff, at: Date): Promise<Map<number, Home>> {
	const known = await knownHouseholds();
	const homes = new Map<number, Home>();
	for (const index of new Set(history.map((planned) => planned.household))) {
		const row = district.households[index];
		const home = known.get(`${row?.hamlet.code}/${row?.number}`);
		if (!home) throw new Error("a household of the plan was not imported");
		const { personId } = await issueSlip({ householdId: home.householdId, by: admin, at });
		homes.set(index, { ...home, personId });
	}
	return homes;
}

async function knownHouseholds(): Promise<Map<string, Omit<Home, "personId">>> {
	const rows = await db
		.select({
			householdId: households.id,
			doorToken: households.doorToken,
			number: households.number,
			headName: households.headName,
			hamlet: regions.code,
			path: regions.path,
		})
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId));
	const names = new Map((await places()).map((place) => [place.id, place.name]));
	return new Map(
		rows.map(({ hamlet, number, path, ...home }) => {
			const [, , townId = "", villageId = ""] = path.split("/");
			return [`${hamlet}/${number}`, { ...home, townId, villageId, villageName: names.get(villageId) ?? "" }];
		}),
	);
}

interface Life extends Pick<Demo, "seed" | "onProgress"> {
	staff: Staff;
	homes: Map<number, Home>;
	/** What happens besides the submissions. */
	beside: Step[];
}

/** Takes all steps in the order of their times, so that ledger and trail look as if written over half a year. */
async function live(history: PlannedSubmission[], { seed, staff, homes, onProgress, beside }: Life): Promise<void> {
	const pictures = drawnAhead(history, seed);
	let begun = 0;
	const snapshots = async () => {
		onProgress(++begun, history.length);
		return (await pictures.next()).value ?? [];
	};
	const steps: Step[] = history.map((planned) => {
		const member = homes.get(planned.household) as Home;
		return firstStep({
			planned,
			snapshots,
			member,
			moderator: staff.moderators.get(member.townId) as Viewer,
			helper: staff.helper as Viewer,
		});
	});
	for (const step of beside) insertInOrder(steps, [step]);
	try {
		for (let step = steps.shift(); step; step = steps.shift()) {
			// The next pictures are developed while this step waits for the disk.
			for (const soon of [step, ...steps].filter(({ prepare }) => prepare).slice(0, 2)) void soon.prepare?.();
			insertInOrder(steps, await step.take());
		}
	} finally {
		await pictures.return(undefined);
	}
}

/** Three votes: a town's of two months ago, final; its next one, closed and not counted; and one of the whole district, open now. */
async function roundsOf({ seed, staff, homes, until }: { seed: string; staff: Staff; homes: Home[]; until: Date }): Promise<Step[]> {
	const all = await places();
	const [district, town] = [all.find(({ level }) => level === "district"), all.filter(({ level }) => level === "town")[1]] as [
		Place,
		Place,
	];
	const cast = (region: Place, nth = ""): RoundCast => {
		const living = homes.filter(({ townId }) => region.level === "district" || townId === region.id);
		return {
			random: seededRandom(`${seed}/round-${region.level}${nth}`),
			admin: staff.officer as Viewer,
			auditor: staff.auditor as Viewer,
			readers: [staff.auditor as Viewer, staff.moderators.get(town.id) as Viewer],
			regionId: region.id,
			members: new Map(living.map((home) => [home.householdId, home])),
			voters: living,
		};
	};
	const [past, closed, open] = plannedRounds(until);
	return [
		...roundSteps(past, cast(town), until),
		...roundSteps(closed, cast(town, "-closed"), until),
		...roundSteps(open, cast(district), until),
	];
}

/** The demo's villager: a member of the household that showed most, with a passphrase. */
async function villager(history: PlannedSubmission[], homes: Map<number, Home>, { admin }: Staff, at: Date): Promise<DemoAccount> {
	const shown = Map.groupBy(history, (planned) => planned.household);
	const [busiest] = [...shown].sort(([, a], [, b]) => b.length - a.length);
	const home = homes.get(busiest?.[0] ?? -1) as Home;
	const { pin } = await issueSlip({ householdId: home.householdId, by: admin, at });
	const { sessionId } = await signInWithSlip({ doorToken: home.doorToken, pin, address: "127.0.0.1", at });
	const viewer = (await sessionHolder(sessionId, at)) as Viewer;
	// They have read what happened in the half year, but for the last of it.
	const [, ...read] = (await noticesFor(viewer)).map(({ noticeId }) => noticeId);
	await dismissNotices(viewer, read);
	const password = newPassphrase();
	await setPassphrase({ by: viewer, current: "", passphrase: password, address: "127.0.0.1", at });
	return { role: "villager", username: home.doorToken, password, name: home.headName, region: home.villageName };
}
