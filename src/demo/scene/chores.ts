import type { Thing } from "./things.ts";
import * as t from "./things.ts";

/** What lies along the wall, and what lies about in the open. */
export type Untidy = { along: readonly Thing[]; about: readonly Thing[]; weeds: number };
/** `bed`: planted behind an edge of bricks in two rows. */
export type Tidy = { along: readonly Thing[]; about: readonly Thing[]; bed?: { back: Thing; front: Thing; fenced?: boolean } };

export const UNTIDY: Record<string, Untidy> = {
	"Q1-01": { along: [t.bag, t.bag, t.box, t.bag, t.bag, t.box], about: [t.bag, t.litter, t.bottles, t.box, t.litter, t.litter], weeds: 4 },
	"Q3-01": { along: [t.heap, t.straw, t.heap], about: [t.litter, t.basin, t.planks], weeds: 4 },
	"Q3-02": { along: [t.bricks, t.planks, t.sacks, t.sheet], about: [t.fallen, t.tyre, t.basin, t.litter], weeds: 5 },
	"Q3-03": { along: [t.bricks, t.tyre], about: [t.bottles, t.litter], weeds: 30 },
	"Q2-01": { along: [t.bag, t.bottles, t.weed, t.box], about: [t.litter, t.bottles, t.basin], weeds: 16 },
	"C3-01": { along: [t.box, t.sacks, t.tyre], about: [t.basin, t.litter, t.planks], weeds: 6 },
	"Z1-02": { along: [t.bricks, t.sacks, t.planks], about: [t.litter, t.bottles, t.tyre], weeds: 10 },
	"Z1-04": { along: [t.straw, t.planks, t.basin], about: [t.litter, t.bricks], weeds: 20 },
	"Z2-01": { along: [t.manure, t.straw, t.sacks], about: [t.hen, t.hen, t.basin, t.hen], weeds: 5 },
	"H-01": { along: [t.heap, t.bag, t.sacks, t.bricks, t.box], about: [t.tyre, t.litter, t.basin, t.fallen], weeds: 8 },
};

export const TIDY: Record<string, Tidy> = {
	"Q1-01": { along: [t.bins, t.pot, t.bloom, t.pot], about: [t.bench] },
	"Q3-01": { along: [t.wood, t.wood, t.pot], about: [t.pot] },
	"Q3-02": { along: [t.rack, t.bench, t.pot, t.bloom], about: [] },
	"Q3-03": { along: [t.pot], about: [t.pot], bed: { back: t.tall, front: t.bloom } },
	"Q2-01": { along: [t.pot, t.shrub, t.bloom, t.bloom], about: [] },
	"C3-01": { along: [t.tall, t.pot, t.bench, t.pot], about: [t.tea] },
	"Z1-02": { along: [t.pot], about: [], bed: { back: t.shrub, front: t.bloom } },
	"Z1-04": { along: [], about: [], bed: { back: t.trellis, front: t.greens, fenced: true } },
	"Z2-01": { along: [t.pen, t.pen, t.pot], about: [] },
	"H-01": { along: [t.pot], about: [t.tea], bed: { back: t.tall, front: t.bloom } },
};

/** The nearest sort of work for codes without a drawing of their own. */
export function leafOf(category: string): string {
	if (UNTIDY[category]) return category;
	const family = { Q1: "Q1-01", Q2: "Q2-01", Q3: "Q3-01", C3: "C3-01", Z1: "Z1-02", Z2: "Z2-01" }[category.slice(0, 2)];
	return family ?? "H-01";
}
