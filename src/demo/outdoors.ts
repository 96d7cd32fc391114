import { dayAt, startOf } from "#domain/calendar/rules.ts";
import { reportSpot } from "#domain/spots/report-spot.ts";
import { DAY_MS } from "#platform/clock.ts";
import { type Acting, type Deed, type Told, uploadsOf } from "./deeds.ts";
import { FAULTS } from "./faults.ts";
import type { Pictures } from "./pictures.ts";
import { seededRandom } from "./random.ts";
import type { PlaceKind } from "./scene/place.ts";
import type { Moment } from "./scene/stage.ts";
import type { Drawing, PlacePicture, Snapshot, WarePicture } from "./snapshots.ts";
import { type Place, type Staff, TOWN_MODERATORS, viewerOf } from "./staff.ts";
import { hoursAfter, type Step } from "./steps.ts";
import { TALES, type Tale } from "./tales.ts";
import { type Found, walkedAt, walkSteps } from "./walks.ts";

/** Everybody and everything of the public places. */
export interface Outdoors {
	seed: string;
	staff: Staff;
	places: Place[];
	/** Unit ids by name. */
	units: Map<string, string>;
	/** Households whose member can sign in. */
	homes: { householdId: string; personId: string; villageId: string }[];
	/** Who reports with an account. */
	witness: { personId: string; householdId: string };
	pictures: Pick<Pictures, "of">;
	until: Date;
}

/** What is found in public places, by passers-by, villagers and inspectors, and what becomes of it. */
export function outdoorSteps(outdoors: Outdoors): Step[] {
	const { seed, staff, places, until } = outdoors;
	const villages = places.filter(({ level }) => level === "village");
	const told = new Map(TALES.map(({ name }) => [name, nothingYet()]));
	const spotOf = (name: string) => told.get(name)?.spotId ?? "";
	const tales = TALES.flatMap((tale) => taleSteps(tale, told.get(tale.name) as Told, { ...outdoors, spotOf }));
	const found = FAULTS.map((fault, n): Found => {
		const at = walkedAt(
			until,
			fault.monthsAgo,
			villages.findIndex(({ name }) => name === fault.village),
		);
		const shot = shotsOf(outdoors, { key: `fault-${n}`, kind: fault.kind, moment: "before", takenAt: at });
		return { fault, told: nothingYet(), walkedAt: at, ...shot };
	});
	const after = found.flatMap(({ fault, told, walkedAt: from }, n) =>
		deedSteps(
			{ ...fault, key: `fault-${n}`, hamlet: 0 },
			{ told, timeOf: (deed, k) => hoursAfter(from, deed.day * 24 + k * 0.2 + 1), at: { ...outdoors, spotOf } },
		),
	);
	const walks = walkSteps({ seed, inspector: viewerOf(staff, "ducha"), villages, until, found });
	return [...tales, ...after, ...walks].filter(({ at }) => at < until);
}

type Known = Outdoors & { spotOf: (name: string) => string };

const nothingYet = (): Told => ({ spotId: "", reference: "", orders: 0, exposureId: "" });

/** The picture is drawn once, when somebody first asks. */
export function shotsOf(
	{ pictures }: Pick<Outdoors, "pictures">,
	drawing: PlacePicture | WarePicture,
): { drawing: Drawing; shots: () => Promise<Snapshot[]> } {
	let drawn: Promise<Snapshot[]> | undefined;
	return { drawing, shots: () => (drawn ??= pictures.of(drawing)) };
}

function taleSteps(tale: Tale, told: Told, known: Known): Step[] {
	const { seed, until, witness } = known;
	const morning = seededRandom(`${seed}/${tale.name}`).between(8, 9.5);
	const on = (day: number, k: number) => {
		if (day < 1) return new Date(until.getTime() - day * DAY_MS);
		return hoursAfter(startOf(dayAt(new Date(until.getTime() - day * DAY_MS))), morning + k * 0.6);
	};
	const foundAt = on(tale.foundDaysAgo, 0);
	const key = tale.name;
	const { drawing, shots } = shotsOf(known, { key, kind: tale.kind, moment: "before", takenAt: foundAt });
	const take = async () => {
		const { hamletId } = placeOf(tale, known);
		const { words, place, category: categoryCode } = tale;
		const uploads = await uploadsOf(await shots());
		const report = { idempotencyKey: `demo-report-of-${key}`, hamletId, categoryCode, place, words, phone: "", uploads };
		Object.assign(told, await reportSpot({ ...report, by: tale.isVillagers ? witness : null, at: foundAt }));
		return [];
	};
	const begin: Step = { at: foundAt, draws: [drawing], prepare: shots, take };
	return [begin, ...deedSteps({ ...tale, key }, { told, timeOf: (deed, k) => on(deed.day, k + 1), at: known })];
}

interface Site {
	key: string;
	village: string;
	hamlet: number;
	kind: PlaceKind;
	deeds: Deed[];
}

function deedSteps(site: Site, { told, timeOf, at: known }: { told: Told; timeOf: (deed: Deed, k: number) => Date; at: Known }): Step[] {
	return site.deeds.map((deed, k): Step => {
		const at = timeOf(deed, k);
		const moment: Moment = "after";
		const { drawing, shots } = shotsOf(known, { key: site.key, kind: site.kind, moment, takenAt: at });
		const take = async () => {
			await deed.take({ ...actingAt(site, known), told, key: site.key, shots, at });
			return [];
		};
		return { at, take, ...(deed.isShown && { draws: [drawing], prepare: shots }) };
	});
}

function placeOf({ village, hamlet }: Pick<Site, "village" | "hamlet">, { places }: Outdoors) {
	const found = places.find(({ level, name }) => level === "village" && name === village);
	const hamlets = places.filter(({ parentId }) => parentId === found?.id);
	return { villageId: found?.id ?? "", townId: found?.parentId ?? "", hamletId: hamlets[hamlet]?.id ?? "" };
}

/** By town, in the order of their codes: the office that answers where the village has none of its own, and who acts for it. */
const OFFICES = [
	{ unit: "南河街道城市管理办公室", officer: "cun-nanhe" },
	{ unit: "柿林镇环境卫生所", officer: "cun-baiyang" },
	{ unit: "石桥镇环境卫生所", officer: "cun-shiqiao" },
];
const OWN: Record<string, (typeof OFFICES)[number]> = {
	青石村: { unit: "青石村村民委员会", officer: "cun-guanli" },
	白杨村: { unit: "白杨村村民委员会", officer: "cun-baiyang" },
};

function actingAt(site: Site, known: Known): Omit<Acting, "told" | "key" | "shots" | "at"> {
	const { staff, places, units, homes, witness, spotOf } = known;
	const { villageId, townId, hamletId } = placeOf(site, known);
	const nth = places.filter(({ level }) => level === "town").findIndex(({ id }) => id === townId);
	const { unit, officer } = OWN[site.village] ?? (OFFICES[nth] as (typeof OFFICES)[number]);
	const unitNamed = (name: string) => units.get(name) ?? "";
	return {
		...{ clerk: viewerOf(staff, TOWN_MODERATORS[nth] ?? ""), officer: viewerOf(staff, officer), unitId: unitNamed(unit) },
		...{ inspector: viewerOf(staff, "ducha"), publicist: viewerOf(staff, "xuanchuan"), auditor: viewerOf(staff, "shenji") },
		...{ townAdmin: viewerOf(staff, "zhen-guanli"), districtAdmin: viewerOf(staff, "pingxuan") },
		...{ witness, hamletId, unitNamed, spotOf, householdId: homes.find((home) => home.villageId === villageId)?.householdId ?? "" },
	};
}
