import { DAY_MS } from "#platform/clock.ts";
import type { HouseholdRow } from "./district.ts";
import type { SeededRandom } from "./random.ts";
import { SEED_CATEGORIES, words } from "./words.ts";

/** A photograph at dusk without a flash, or one that was moved. */
export type Mishap = "too_dark" | "blurred";
export type Fate = "published" | "mended" | "waiting" | "returned" | "declined" | "withdrawn" | "draft";

/** One submission of the demo's history, before it happens. */
export interface PlannedSubmission {
	/** The household (its index in the import), and which of its submissions this is. */
	household: number;
	key: string;
	category: string;
	words: string;
	startedBy: "self" | "notice";
	beforeTakenAt: Date;
	afterTakenAt: Date;
	sentAt: Date;
	decidedAt: Date;
	photos: { before: number; after: number };
	fate: Fate;
	/** The moderator hides a part of the first picture. */
	isRedacted: boolean;
	/** An officer writes it down for a household without a phone. */
	isAssisted?: boolean;
	/** What went wrong with the second photo, so that a moderator meets each hint once. */
	mishap?: Mishap;
}

const HISTORY_DAYS = 182;
/** As many as somebody waits for who tries the demo: each costs its pictures. */
const FATES: [Fate, number][] = [
	["published", 60],
	["mended", 6],
	["waiting", 8],
	["returned", 4],
	["declined", 3],
	["withdrawn", 3],
	["draft", 2],
];

/**
 * Half a year that ends at `until`: a slow start, more households as neighbours see neighbours, a dip at harvest. Some households return with another corner,
 * most show once, and some hamlets have nobody yet, because the site must show that too.
 */
export function plannedHistory(random: SeededRandom, households: HouseholdRow[], until: Date): PlannedSubmission[] {
	const fates = random.shuffle(FATES.flatMap(([fate, count]) => Array<Fate>(count).fill(fate)));
	const homes = activeHomes(random, households);
	const taken = new Map<string, number>();
	const history = fates
		.map((fate) => plannedSubmission(random, { fate, household: random.pick(homes), until, taken }))
		.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
	return withMishaps(history).map((planned, n) =>
		n % 12 === 7 && planned.fate !== "withdrawn" ? { ...planned, isAssisted: true } : planned,
	);
}

// The second and the fourth of the waiting ones, so that a moderator begins with an easy one.
function withMishaps(history: PlannedSubmission[]): PlannedSubmission[] {
	const waiting = history.filter(({ fate }) => fate === "waiting");
	const mishaps = new Map<PlannedSubmission | undefined, Mishap>([
		[waiting[1], "too_dark"],
		[waiting[3], "blurred"],
	]);
	return history.map((planned) => {
		const mishap = mishaps.get(planned);
		return mishap ? { ...planned, mishap } : planned;
	});
}

// A tenth of the hamlets has not begun; in the others a few homes begin.
function activeHomes(random: SeededRandom, households: HouseholdRow[]): number[] {
	const asleep = new Set(households.filter((_, index) => index % 15 === 0 && random.chance(0.1)).map((row) => row.hamlet.code));
	return households.flatMap((row, index) =>
		!asleep.has(row.hamlet.code) && row.status === "lived_in" && random.chance(0.17) ? [index] : [],
	);
}

interface Wish {
	fate: Fate;
	household: number;
	until: Date;
	/** How many each household has so far, and on which days, because the rules' caps also hold here. */
	taken: Map<string, number>;
}

function plannedSubmission(random: SeededRandom, { fate, household, until, taken }: Wish): PlannedSubmission {
	const sentAt = momentOfSending(random, fate, until);
	const nth = (taken.get(`${household}`) ?? 0) + 1;
	taken.set(`${household}`, nth);
	const category = random.pick(SEED_CATEGORIES);
	return {
		household,
		key: `demo-${household}-${nth}`,
		category,
		words: words(random, category),
		startedBy: random.chance(0.35 + 0.35 * progress(sentAt, until)) ? "self" : "notice",
		beforeTakenAt: atHour(new Date(sentAt.getTime() - random.between(2, 16) * DAY_MS), random.between(7, 17.5), until),
		afterTakenAt: atHour(sentAt, random.between(6.6, 17.5), new Date(sentAt.getTime() - 15 * 60_000)),
		sentAt,
		decidedAt: momentOfDecision(random, sentAt, until),
		photos: { before: random.chance(0.05) ? 2 : 1, after: random.chance(0.06) ? 2 : 1 },
		fate,
		isRedacted: fate === "published" && random.chance(0.04),
	};
}

/** From 0 at the beginning of the history to 1 at its end. */
function progress(at: Date, until: Date): number {
	return 1 - (until.getTime() - at.getTime()) / (HISTORY_DAYS * DAY_MS);
}

// Open submissions were sent in the last two days; decided ones lie further back, denser towards today.
function momentOfSending(random: SeededRandom, fate: Fate, until: Date): Date {
	const isOpen = fate === "waiting" || fate === "draft";
	const daysAgo = isOpen ? random.between(0.2, 2) : 4.5 + (HISTORY_DAYS - 12) * (1 - Math.sqrt(random.next()));
	return atHour(new Date(until.getTime() - daysAgo * DAY_MS), random.between(6.5, 20), until);
}

function momentOfDecision(random: SeededRandom, sentAt: Date, until: Date): Date {
	return atHour(new Date(sentAt.getTime() + random.between(0.9, 2) * DAY_MS), random.between(8.5, 17.5), until);
}

/** That day at this Beijing hour, but never in the future. */
function atHour(day: Date, hour: number, until: Date): Date {
	const midnight = Math.floor((day.getTime() + 8 * 3_600_000) / DAY_MS) * DAY_MS - 8 * 3_600_000;
	return new Date(Math.min(midnight + Math.round(hour * 3600) * 1000, until.getTime() - 60_000));
}
