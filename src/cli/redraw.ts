import { parseArgs } from "node:util";
import { isMonth } from "#domain/calendar/months.ts";
import { poolTable, sealedMonths } from "#domain/inspections/public-month.ts";
import { redraw } from "#domain/inspections/redraw.ts";
import { lookbackMonths, lookbackTable } from "#domain/lookbacks/public-months.ts";
import { redrawLookbacks } from "#domain/lookbacks/redraw.ts";
import { messagesFor } from "#i18n/messages.ts";
import { workOutAgain } from "./again.ts";

// Draws again: `npm run redraw -- POOL.csv --seed=… --each=2` (a month's walks, without a database), without `--each` a month's look backs, or `-- 2026-11`
// (both of a month of this site that is over).
const { walks, lookbacks } = messagesFor("zh-CN");
const { usage, sealedAs } = walks;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: "string" }, each: { type: "string" } } });
const isOfMonth = isMonth(positionals[0] ?? "");
const asked = values.seed || isOfMonth ? positionals[0] : undefined;
const told = { command: "redraw", asked, faults: {}, told: { usage: () => usage, hash: sealedAs } };
let draw = { seed: values.seed ?? "", perVillage: Number(values.each), commitment: null as string | null };

if (isOfMonth || values.each || !asked)
	process.exitCode = await workOutAgain({ ...told, published: walksOfThisSite, again: (table) => redraw(table, draw) });
if (asked && (isOfMonth || !values.each))
	process.exitCode =
		(await workOutAgain({ ...told, published: lookbacksOfThisSite, again: (table) => redrawLookbacks(table, draw) })) ||
		(process.exitCode ?? 0);

async function walksOfThisSite(month: string): Promise<{ text: string } | null> {
	const at = new Date();
	const found = (await sealedMonths(at)).find((one) => one.month === month);
	if (!found?.opened) return null;
	draw = { ...found.opened, commitment: found.commitment };
	return { text: await poolTable({ month, head: walks.poolHead.split("|"), at }) };
}

async function lookbacksOfThisSite(month: string): Promise<{ text: string } | null> {
	const at = new Date();
	const found = (await lookbackMonths(at)).find((one) => one.month === month);
	if (!found?.opened) return null;
	draw = { ...draw, seed: found.opened.seed, commitment: found.commitment };
	return { text: await lookbackTable({ month, head: lookbacks.poolHead.split("|"), at }) };
}
