import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { Refusal } from "#domain/errors.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { DAY_MS } from "#platform/clock.ts";
import { awardSteps } from "./awards.ts";
import { callbackSteps } from "./callbacks.ts";
import { closeSteps } from "./closes.ts";
import { plannedDistrict } from "./district.ts";
import { editionSteps } from "./editions.ts";
import { busiestHome, type Home, openHomes, places, villager } from "./homes.ts";
import { lookbackSteps, type Sight } from "./lookbacks.ts";
import { modelSteps } from "./models.ts";
import { openOffices } from "./offices.ts";
import { outdoorSteps } from "./outdoors.ts";
import { sendOutlines } from "./outlines.ts";
import { firstStep } from "./perform.ts";
import type { Pictures } from "./pictures.ts";
import { type PlannedSubmission, plannedHistory } from "./plan.ts";
import type { RoundCast } from "./poll.ts";
import { planSteps } from "./publicity.ts";
import { seededRandom } from "./random.ts";
import { ratingSteps } from "./ratings.ts";
import { rosterOf } from "./roster.ts";
import { plannedRounds, roundSteps } from "./rounds.ts";
import { type DemoAccount, employStaff, type Place, type Staff, TOWN_MODERATORS, viewerOf } from "./staff.ts";
import { insertInOrder, type Step } from "./steps.ts";
import { storeSteps } from "./stores.ts";
import { storySteps } from "./stories.ts";
import { titleSteps } from "./titles.ts";

export type { DemoAccount };

/** Who draws what people photograph; dismissed at the end. */
export type Painting = Pick<Pictures, "expect" | "of" | "unexpected" | "dismiss">;

export interface Demo {
	/** The same seed and the same last day give the same district; passphrases, codes and ids differ each time. */
	seed: string;
	/** The last day of the half year of history. */
	until: Date;
	pictures: Painting;
	onProgress: (done: number, total: number) => void;
	/** What a rule did not allow on that day does not happen; the half year goes on. */
	onRefusal: (refusal: Refusal, at: Date) => void;
}

/** Steps whose pictures are taken in at once: enough that no decoder waits for the next one. */
const AHEAD = 4;
const HALF_A_YEAR = 185 * DAY_MS;

export async function hasDistrict(): Promise<boolean> {
	return (await db.select({ id: regions.id }).from(regions).limit(1)).length > 0;
}

/** Fills an empty site with a made-up district and half a year of its life, all by the commands that people use. */
export async function seedDemo({ seed, until, pictures, ...watching }: Demo): Promise<DemoAccount[]> {
	const beginning = new Date(until.getTime() - HALF_A_YEAR);
	const district = plannedDistrict(seededRandom(`${seed}/district`));
	await importRegionsAndHouseholds({ buffer: rosterOf(district), by: null, at: beginning });
	const all = await places();
	const staff = await employStaff(seededRandom(`${seed}/staff`), all, beginning);
	const units = await openOffices(staff, all, beginning);
	await sendOutlines(seededRandom(`${seed}/outlines`), { by: staff.admin, at: beginning });
	const history = plannedHistory(seededRandom(`${seed}/history`), district.households, until);
	const homes = await openHomes(district, history, staff, beginning);
	const busiest = busiestHome(history, homes);
	const living = [...homes.values()];
	// Further areas add their steps here; all are taken in the order of their times.
	const beside = [
		...(await roundsOf({ seed, staff, homes: living, until })),
		...outdoorSteps({ seed, staff, places: all, units, homes: living, witness: busiest, pictures, until }),
		...modelSteps({ staff, places: all, units, doubter: busiest, pictures, calendar: await workingCalendar(), until }),
		...editionSteps({ staff, places: all, doubter: busiest, until }),
		...storySteps({ staff, places: all, pictures, until }),
		...planSteps({ staff, places: all, until }),
		...ratingSteps({ seed, staff, homes: living, doubter: busiest, until }),
		...titleSteps({ staff, places: all, homes: living, doubter: busiest, until }),
		...awardSteps({ staff, helped: busiest, until }),
		...callbackSteps({ staff, places: all, villager: busiest, beginning, until }),
		...closeSteps({ staff, places: all, doubter: busiest, beginning, until }),
		...storeSteps({ staff, homes: living, villager: busiest, pictures, until }),
		...lookbackSteps({ staff, homes: living, ruled: busiest.villageId, shots: yardsOf(history, pictures), beginning, until }),
	];
	await live(history, { staff, homes, ...watching, pictures, beside });
	return [...staff.accounts, await villager(busiest, staff, until)];
}

/** Pictures of yards that are looked back at. */
function yardsOf(history: PlannedSubmission[], pictures: Painting) {
	const byKey = new Map(history.map((planned) => [planned.key, planned]));
	return ({ key, isTidy, takenAt }: Sight) =>
		pictures.unexpected({ of: byKey.get(key) as PlannedSubmission, moment: isTidy ? "after" : "before", takenAt });
}

interface Life extends Pick<Demo, "onProgress" | "onRefusal"> {
	staff: Staff;
	homes: Map<number, Home>;
	pictures: Painting;
	/** What happens besides the submissions. */
	beside: Step[];
}

/** Takes all steps in the order of their times, so that ledger and trail look as if written over half a year. */
async function live(history: PlannedSubmission[], { staff, homes, onProgress, onRefusal, pictures, beside }: Life): Promise<void> {
	const towns = (await places()).filter(({ level }) => level === "town");
	const pairs = history.map((planned) => {
		const member = homes.get(planned.household) as Home;
		const nth = towns.findIndex(({ id }) => id === member.townId);
		return firstStep({
			planned,
			snapshots: () => pictures.of(planned),
			member,
			moderator: viewerOf(staff, TOWN_MODERATORS[nth] ?? ""),
			helper: viewerOf(staff, "ducha"),
		});
	});
	const steps: Step[] = [...pairs, ...beside].sort((a, b) => a.at.getTime() - b.at.getTime());
	const drawings = steps.flatMap(({ draws }) => draws ?? []);
	pictures.expect(drawings);
	try {
		for (let step = steps.shift(), drawn = 0; step; step = steps.shift()) {
			// The next pictures are developed while this step waits for the disk.
			for (const soon of [step, ...steps].filter(({ prepare }) => prepare).slice(0, AHEAD)) soon.prepare?.().catch(() => undefined);
			insertInOrder(steps, await taken(step, onRefusal));
			drawn += step.draws?.length ?? 0;
			onProgress(drawn, drawings.length);
		}
	} finally {
		pictures.dismiss();
	}
}

/** What fails while it is prepared is said here, in its turn. */
async function taken(step: Step, onRefusal: Demo["onRefusal"]): Promise<Step[]> {
	try {
		return await step.take();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		onRefusal(error, step.at);
		return [];
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
			admin: viewerOf(staff, "pingxuan"),
			auditor: viewerOf(staff, "shenji"),
			readers: [viewerOf(staff, "shenji"), viewerOf(staff, "shenhe-shilin")],
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
