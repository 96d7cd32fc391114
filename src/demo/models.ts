import { sign } from "#domain/approvals/answer.ts";
import { addDays, dayAt, startOf } from "#domain/calendar/rules.ts";
import type { Calendar } from "#domain/calendar/types.ts";
import { isWorkingDay } from "#domain/calendar/working-days.ts";
import { MODEL_OBJECTIONS, noticeModel, reviewModel } from "#domain/models/notice.ts";
import { addModelPhoto } from "#domain/models/pairs.ts";
import { proposeModel } from "#domain/models/propose-model.ts";
import { writeStory } from "#domain/models/stories.ts";
import { MODEL_APPROVAL, proposeTitle, recheckModel } from "#domain/models/title.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { DAY_MS } from "#platform/clock.ts";
import { uploadsOf } from "./deeds.ts";
import { MODEL_TALES, type ModelTale, type PlannedPair, REMOVAL_WHY, TITLE_WHY } from "./model-tales.ts";
import { type Outdoors, shotsOf } from "./outdoors.ts";
import { TOWN_ADMINS, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

// The lanes of one village are large enough for a poster of A3; elsewhere the desk says which size is right.
const POSTER_WIDTH = 1280;

interface Titling extends Pick<Outdoors, "staff" | "places" | "units" | "pictures" | "until"> {
	/** Offices work on working days. */
	calendar: Calendar;
	/** Who objects. */
	doubter: { personId: string; householdId: string };
}

/** A tale with those who act in it. */
interface Acting extends Titling {
	tale: ModelTale;
	villageId: string;
	/** Its town, among the towns in the order of their codes. */
	town: number;
	/** So many days before the last one, in the morning or some hours later; and the working day from then on. */
	on: (day: number, hours?: number) => Date;
	inOffice: (day: number, hours?: number) => Date;
	known: { modelVillageId: string; approvalId: string };
}

/** Villages that were put forward, and how far each of them came. */
export function modelSteps(titling: Titling): Step[] {
	const { places, until, calendar } = titling;
	const towns = places.filter(({ level }) => level === "town");
	const dayOf = (day: number) => dayAt(new Date(until.getTime() - day * DAY_MS));
	const on = (day: number, hours = 0) => hoursAfter(startOf(dayOf(day)), 9 + hours);
	const inOffice = (day: number, hours = 0) => {
		let open = dayOf(day);
		while (!isWorkingDay(open, calendar)) open = addDays(open, 1);
		return hoursAfter(startOf(open), 9 + hours);
	};
	const steps = MODEL_TALES.flatMap((tale) => {
		const village = places.find(({ name }) => name === tale.village);
		const town = towns.findIndex(({ id }) => id === village?.parentId);
		const acting = { ...titling, tale, villageId: village?.id ?? "", town, on, inOffice, known: { modelVillageId: "", approvalId: "" } };
		return [...writing(acting), ...noticing(acting), ...titled(acting)];
	});
	return steps.filter(({ at }) => at < until);
}

/** The village is put forward with its story and pictures. */
function writing({ tale, villageId, known, on, inOffice, ...acting }: Acting): Step[] {
	const { staff, units, pictures } = acting;
	const by = viewerOf(staff, tale.writer);
	const write = async (at: Date) => {
		Object.assign(known, await proposeModel({ villageId, by, at }));
		const { deeds, costs, ...told } = tale.story;
		const typed = { ...told, deeds: deeds.join("\n"), costs, unitId: units.get(tale.unit) ?? "" };
		await writeStory({ modelVillageId: known.modelVillageId, ...typed, by, at });
	};
	const pairStep = ({ kind, words }: PlannedPair, n: number): Step => {
		const [pairId, at] = [`demo-lane-${MODEL_TALES.indexOf(tale)}-${n}`, inOffice(tale.proposed, n + 2)];
		const width = tale === MODEL_TALES[0] ? POSTER_WIDTH : undefined;
		const shot = (moment: "before" | "after", takenAt: Date) =>
			shotsOf({ pictures }, { key: pairId, kind, moment, takenAt, ...(width && { width }) });
		const sides = { before: shot("before", on(tale.proposed + 140)), after: shot("after", on(tale.proposed + 2, n)) };
		const add = async (side: "before" | "after") => {
			for (const upload of await uploadsOf(await sides[side].shots()))
				await addModelPhoto({ modelVillageId: known.modelVillageId, pairId, words, side, upload, by, at });
		};
		const prepare = () => Promise.all([sides.before.shots(), sides.after.shots()]);
		const { draws, take } = { draws: [sides.before.drawing, sides.after.drawing], take: () => add("before").then(() => add("after")) };
		return { at, draws, prepare, take: () => take().then(() => []) };
	};
	return [step(inOffice(tale.proposed), write), ...tale.pairs.map(pairStep)];
}

const later = (one: Date, other: Date) => (one > other ? one : other);
const stepOn = (at: Date | 0 | undefined, take: (at: Date) => Promise<unknown>) => (at ? [step(at, take)] : []);

/** The town notices it, answers who objects, and reviews it. */
function noticing({ tale, staff, town, doubter, known, on, inOffice }: Acting): Step[] {
	const by = viewerOf(staff, TOWN_ADMINS[town] ?? "");
	const { noticed, objection, reviewed } = tale;
	const posted = noticed && inOffice(noticed, 5);
	// After a holiday an office does on one day what it would have done on several; who objects still reads the notice first.
	const read = posted && objection && later(on(objection.made, 4), hoursAfter(posted, 1));
	const subject = () => known.modelVillageId;
	const object = (at: Date) => objectTo(MODEL_OBJECTIONS, { subject: subject(), by: doubter, words: objection?.words ?? "", at });
	const answer = (at: Date) =>
		answerObjection(MODEL_OBJECTIONS, { subject: subject(), number: 1, by, answer: objection?.answer ?? "", isUpheld: false, at });
	return [
		...stepOn(posted, (at) => noticeModel({ modelVillageId: subject(), by, at })),
		...stepOn(read, object),
		...stepOn(objection?.answered && inOffice(objection.answered, 8), answer),
		...stepOn(reviewed && inOffice(reviewed), (at) => reviewModel({ modelVillageId: subject(), by, at })),
	];
}

/** Two of the district give the title; an inspector looks again; two of the district take it away. */
function titled({ tale: { asked, titled: signed, checks = [], removal }, staff, known, inOffice }: Acting): Step[] {
	const propose = (why: string) => async (at: Date) => {
		const { modelVillageId } = known;
		({ approvalId: known.approvalId } = await proposeTitle({ modelVillageId, why, by: viewerOf(staff, "pingxuan"), at }));
	};
	const second = (at: Date) => sign({ approvalId: known.approvalId, by: viewerOf(staff, "shenji"), at }, { model_village: MODEL_APPROVAL });
	const check = ({ result, words, days = "" }: (typeof checks)[number]) => {
		const by = viewerOf(staff, "ducha");
		return (at: Date) => recheckModel({ modelVillageId: known.modelVillageId, result, words, days, by, at });
	};
	return [
		...stepOn(asked && inOffice(asked, 1), propose(TITLE_WHY)),
		...stepOn(signed && inOffice(signed, 2), second),
		...checks.map((one) => step(inOffice(one.on), check(one))),
		...stepOn(removal && inOffice(removal, 1), propose(REMOVAL_WHY)),
		...stepOn(removal && inOffice(removal - 1, 2), second),
	];
}
