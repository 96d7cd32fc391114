import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { submissions } from "#db/schema/submissions.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { addDays, dayAt, monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { answerLookback, showLookback } from "#domain/lookbacks/answer-lookback.ts";
import { answerLookbackAppeal, appealLookback } from "#domain/lookbacks/appeal.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { countLookbacks } from "#domain/lookbacks/figures.ts";
import { settleLookbacks } from "#domain/lookbacks/settle.ts";
import type { LookbackAnswer } from "#domain/lookbacks/types.ts";
import type { Cause } from "#domain/spots/types.ts";
import { uploadsOf } from "./deeds.ts";
import type { Home } from "./homes.ts";
import type { Snapshot } from "./snapshots.ts";
import { type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { LOOKS } from "./words.ts";

/** What the inspector sees of a pair, to be drawn. */
export interface Sight {
	/** Of the pair that is looked back at. */
	key: string;
	isTidy: boolean;
	takenAt: Date;
}

interface Looking {
	staff: Staff;
	homes: Pick<Home, "householdId" | "personId">[];
	shots: (sight: Sight) => Promise<Snapshot[]>;
	beginning: Date;
	until: Date;
}

interface Found {
	answer: LookbackAnswer;
	cause?: Cause;
	note?: string;
	/** What the household says against it, and what it is answered, if it is. */
	appeal?: { words: string; answer?: { isUpheld: boolean; words: string } };
}

const CLEAN: Found = { answer: "clean" };
/**
 * What the looks find, in their order, before the last two whole months and since; all others find it clean. What counts on boards is found since, so that it takes
 * nobody's improvement away.
 */
const FOUND: Record<"early" | "late", Record<number, Found>> = {
	early: {
		2: { answer: "partly", cause: "cleaning_duty", note: LOOKS.partly },
		5: { answer: "relapsed", cause: "facility_gap", note: LOOKS.gap },
		8: {
			answer: "relapsed",
			cause: "legacy",
			note: LOOKS.windy,
			appeal: { words: LOOKS.appeal, answer: { isUpheld: true, ...LOOKS.right } },
		},
	},
	late: {
		2: { answer: "relapsed", cause: "cleaning_duty", note: LOOKS.relapsed },
		4: {
			...{ answer: "relapsed", cause: "cleaning_duty", note: LOOKS.piled },
			appeal: { words: LOOKS.busy, answer: { isUpheld: false, ...LOOKS.wrong } },
		},
		7: { answer: "partly", cause: "behavior", note: LOOKS.corner },
		12: { answer: "relapsed", cause: "behavior", note: LOOKS.piled },
		18: { answer: "relapsed", cause: "cleaning_duty", note: LOOKS.relapsed },
	},
};
/** The first of the last days, of which nobody has decided yet. */
const OPEN: Found = { answer: "relapsed", cause: "cleaning_duty", note: LOOKS.rainy, appeal: { words: LOOKS.open } };
/** What was drawn in the last of these days is still to be looked at; the appeal against what was found before that waits. */
const DAYS = { unlooked: 3, appealed: 8, appeal: 1.5 };

/** 回头看: each morning's draw from the first day on, so that each month's seed was sealed before it began; what it draws is looked at the same day. */
export function lookbackSteps(looking: Looking): Step[] {
	const { beginning, until } = looking;
	const lived = Math.round((until.getTime() - beginning.getTime()) / hoursAfter(new Date(0), 24).getTime());
	const mornings = Array.from({ length: lived + 1 }, (_, n) => hoursAfter(startOf(addDays(dayAt(beginning), n)), 4.35)).filter(
		(at) => at > beginning && at < until,
	);
	const looks = new Looks(looking);
	const count = hoursAfter(mornings.at(-1) ?? until, 0.3);
	return [step(beginning, drawLookbacks), ...mornings.map((at) => looks.morning(at)), step(count, countLookbacks)];
}

interface Look {
	lookbackId: string;
	householdId: string;
	key: string;
	day: number;
	againOf: string | null;
}

/** Tells one look after the other. */
class Looks {
	readonly #looking: Looking;
	readonly #looked = { early: 0, late: 0 };
	#isAppealed = false;

	constructor(looking: Looking) {
		this.#looking = looking;
	}

	morning(at: Date): Step {
		return {
			at,
			take: async () => {
				await drawLookbacks(at);
				await settleLookbacks({ dueBy: at, at });
				if (this.#ago(at) < DAYS.unlooked) return [];
				const inspectorId = viewerOf(this.#looking.staff, "ducha").personId;
				return (await looksOn(inspectorId, dayAt(at))).map((look, n) => this.#lookStep(look, hoursAfter(at, 5 + 0.4 * n)));
			},
		};
	}

	#lookStep(look: Look, at: Date): Step {
		const { staff, shots } = this.#looking;
		const found = this.#next(look, at);
		const { answer, cause = "", note = "" } = found;
		let drawn: Promise<Snapshot[]> | undefined;
		const prepare = () => (drawn ??= shots({ key: look.key, isTidy: answer === "clean", takenAt: at }));
		const take = async () => {
			const [upload = null] = await uploadsOf((await prepare()).slice(0, 1));
			await answerLookback({ lookbackId: look.lookbackId, answer, cause, note, upload, by: viewerOf(staff, "ducha"), at });
			return this.#after(look, found, at);
		};
		return { at, prepare, take };
	}

	/** Where somebody came once more, or after ninety days, it is clean. */
	#next({ againOf, day }: Look, at: Date): Found {
		if (againOf || day === 90) return CLEAN;
		const half = monthAt(at) < monthAfter(monthAt(this.#looking.until), -2) ? "early" : "late";
		this.#looked[half] += 1;
		const isRecent = this.#ago(at) < DAYS.appealed;
		if (!isRecent || this.#isAppealed) return FOUND[half][this.#looked[half]] ?? CLEAN;
		this.#isAppealed = true;
		return OPEN;
	}

	/** The household shows what was found on its courtyard's page, or appeals. */
	#after({ lookbackId, householdId }: Look, { answer, appeal }: Found, at: Date): Step[] {
		const { homes, staff, until } = this.#looking;
		const by = homes.find((home) => home.householdId === householdId);
		if (!by) return [];
		const steps = [];
		if (answer === "clean") steps.push(step(hoursAfter(at, 9), (now) => showLookback({ lookbackId, isShown: true, by, at: now })));
		const saidAt = appeal?.answer ? hoursAfter(at, 30) : hoursAfter(until, -24 * DAYS.appeal);
		if (appeal) steps.push(step(saidAt, (now) => appealLookback({ lookbackId, words: appeal.words, by, at: now })));
		if (appeal?.answer) {
			const answered = { lookbackId, ...appeal.answer, by: viewerOf(staff, "shenhe") };
			steps.push(step(hoursAfter(at, 54), (now) => answerLookbackAppeal({ ...answered, at: now })));
		}
		return steps.filter((one) => one.at < until);
	}

	/** In days. */
	#ago(at: Date): number {
		return (this.#looking.until.getTime() - at.getTime()) / hoursAfter(new Date(0), 24).getTime();
	}
}

/** Of pairs that are still shown. */
function looksOn(inspectorId: string, onDay: Day): Promise<Look[]> {
	return db
		.select({
			...{ lookbackId: lookbacks.id, householdId: submissions.householdId, key: submissions.idempotencyKey },
			...{ day: lookbacks.day, againOf: lookbacks.againOf },
		})
		.from(lookbacks)
		.innerJoin(submissions, and(eq(submissions.id, lookbacks.submissionId), eq(submissions.stage, "published")))
		.where(and(eq(lookbacks.inspectorId, inspectorId), eq(lookbacks.onDay, onDay), isNull(lookbacks.answer)))
		.orderBy(asc(submissions.publishedAt), asc(lookbacks.day));
}
