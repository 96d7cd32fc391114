import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { submissions } from "#db/schema/submissions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { addDays, dayAt, monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { answerLookback, showLookback } from "#domain/lookbacks/answer-lookback.ts";
import { answerLookbackAppeal, appealLookback } from "#domain/lookbacks/appeal.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { countLookbacks } from "#domain/lookbacks/figures.ts";
import { settleLookbacks } from "#domain/lookbacks/settle.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { uploadsOf } from "./deeds.ts";
import type { Home } from "./homes.ts";
import { BREACH, CLEAN, FOUND, type Found, OPEN } from "./lookback-tales.ts";
import type { Snapshot } from "./snapshots.ts";
import { type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

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
	/** A village with its own rules, where a breach is counted. */
	ruled: string;
	shots: (sight: Sight) => Promise<Snapshot[]>;
	beginning: Date;
	until: Date;
}

/** What was drawn in the last of these days is still to be looked at; the appeal against what was found before that waits. */
const DAYS = { unlooked: 3, appealed: 8, appeal: 1.5, breach: 19 };

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
	villageId: string;
	key: string;
	day: number;
	againOf: string | null;
}

/** Tells one look after the other. */
class Looks {
	readonly #looking: Looking;
	readonly #looked = { early: 0, late: 0 };
	#isAppealed = false;
	/** The look that is not better the second time. */
	#told: string | undefined;

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
				const steps = [];
				for (const [n, look] of (await looksOn(inspectorId, dayAt(at))).entries())
					steps.push(this.#lookStep(look, await this.#next(look, at), hoursAfter(at, 5 + 0.4 * n)));
				return steps;
			},
		};
	}

	#lookStep(look: Look, found: Found, at: Date): Step {
		const { staff, shots } = this.#looking;
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

	/** Where somebody came once more, or after ninety days, it is clean; so is a yard on its way to a title. */
	async #next(look: Look, at: Date): Promise<Found> {
		if (look.againOf) return look.againOf === this.#told ? BREACH.again : CLEAN;
		if (look.day === 90 || (await hasTitle(look.householdId))) return CLEAN;
		const found = this.#inTurn(at);
		if (found !== CLEAN || this.#told || !(await this.#mayLose(look, at))) return found;
		this.#told = look.lookbackId;
		return BREACH.told;
	}

	/** Where the village adopted its rules, there is time to come again and to appeal, and the household has something to lose. */
	async #mayLose({ householdId, villageId }: Look, at: Date): Promise<boolean> {
		const { ruled, until } = this.#looking;
		if (villageId !== ruled || this.#ago(at) < DAYS.breach || monthAt(at) < monthAfter(monthAt(until), -1)) return false;
		return (await accountOf(db, householdId)).balance > 0;
	}

	#inTurn(at: Date): Found {
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

async function hasTitle(householdId: string): Promise<boolean> {
	return (await db.$count(courtyardTitles, eq(courtyardTitles.householdId, householdId))) > 0;
}

/** Of pairs that are still shown. */
function looksOn(inspectorId: string, onDay: Day): Promise<Look[]> {
	return db
		.select({
			...{ lookbackId: lookbacks.id, householdId: submissions.householdId, key: submissions.idempotencyKey },
			villageId: submissions.villageId,
			...{ day: lookbacks.day, againOf: lookbacks.againOf },
		})
		.from(lookbacks)
		.innerJoin(submissions, and(eq(submissions.id, lookbacks.submissionId), eq(submissions.stage, "published")))
		.where(and(eq(lookbacks.inspectorId, inspectorId), eq(lookbacks.onDay, onDay), isNull(lookbacks.answer)))
		.orderBy(asc(submissions.publishedAt), asc(lookbacks.day));
}
