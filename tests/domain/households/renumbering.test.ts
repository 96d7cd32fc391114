import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import type { FoundHome } from "#domain/households/import/known-homes.ts";
import type { Hamlet, HomePlan, Wanted } from "#domain/households/import/plan.ts";
import { renumber } from "#domain/households/import/renumbering.ts";
import { NO_ANSWERS } from "#domain/households/roster/questions.ts";
import { emptyRoster } from "#domain/households/roster/roster.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const HOMES = 600;
let looks = 0;

class Counted extends Map<string, never> {
	override keys() {
		looks += HOMES;
		return super.keys();
	}
}

class Claimed extends Set<string> {
	override has(id: string) {
		looks += 1;
		return super.has(id);
	}
}

const numberOf = (n: number) => String(n).padStart(4, "0");
const facts = { status: "lived_in", isHardship: false, isUnranked: false } as const;
const hamlet: Hamlet = {
	...{ id: "lane", code: "990101001203002", villageId: "village", villageCode: "990101001203", name: "前坡村 清水巷" },
	...{ isNew: false, isVillageNew: false, homes: new Counted() },
};
const homeOf = (n: number): FoundHome => ({
	...{ id: `home-${n}`, hamletId: "lane", number: numberOf(n), closedAt: null, headName: `户主${n}`, ...facts },
	...{ villageId: "village", hamletCode: hamlet.code, hamletName: "清水巷" },
});

/** A whole hamlet goes one number up, each household into the place of the next. */
function upwards(): Wanted[] {
	return Array.from({ length: HOMES - 1 }, (_, n) => ({
		...{ hamlet, home: homeOf(n + 2), own: homeOf(n + 1) },
		mention: { number: numberOf(n + 2), line: n + 2, answer: "renumbered", headName: `户主${n + 1}`, ...facts },
		question: {
			...{ id: `home:${n}`, kind: "number", line: n + 2, where: "", was: "", becomes: "", found: null, cells: () => ({}) },
			...{ answer: "renumbered", stuck: null },
		},
	}));
}

async function renumbered(claimed: Set<string>) {
	looks = 0;
	const plan: HomePlan = { made: [], changed: [], heads: [], renumbered: [], unchanged: 0, waiting: 0, skipped: 0 };
	const wanted = upwards();
	await renumber(db, { plan, roster: emptyRoster(NO_ANSWERS), wanted, claimed });
	return { plan, stuck: wanted.filter(({ question }) => question.stuck === "numberTaken").length };
}

test("a whole hamlet goes one number up, and nobody is looked at more than a few times", async () => {
	const { plan, stuck } = await renumbered(new Claimed(upwards().map(({ own }) => own?.id ?? "")));
	// The last one had a number that is wanted, and goes to the end.
	expect([plan.renumbered.length, stuck]).toEqual([HOMES, 0]);
	expect(looks).toBeLessThan(10 * HOMES);
});

test("all wait in one line for the last household, which has no answer, and nobody is looked at more than a few times", async () => {
	const { plan, stuck } = await renumbered(new Claimed(Array.from({ length: HOMES }, (_, n) => `home-${n + 1}`)));
	expect([plan.renumbered.length, stuck]).toEqual([0, HOMES - 1]);
	expect(looks).toBeLessThan(10 * HOMES);
});
