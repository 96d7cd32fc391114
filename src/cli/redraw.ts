import { parseArgs } from "node:util";
import { poolTable, sealedMonths } from "#domain/inspections/public-month.ts";
import { redraw } from "#domain/inspections/redraw.ts";
import { messagesFor } from "#i18n/messages.ts";
import { workOutAgain } from "./again.ts";

// `npm run redraw -- POOL.csv --seed=… --each=2` (a month's pool, without a database) or `-- 2026-11` (a month of this site that is over): draws again.
const { poolHead, usage, sealedAs } = messagesFor("zh-CN").walks;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: "string" }, each: { type: "string" } } });
const isFile = Boolean(values.seed && values.each);
let draw = { seed: values.seed ?? "", perVillage: Number(values.each), commitment: null as string | null };

process.exitCode = await workOutAgain({
	command: "redraw",
	asked: isFile || /^\d{4}-\d{2}$/.test(positionals[0] ?? "") ? positionals[0] : undefined,
	published: ofThisSite,
	again: (table) => redraw(table, draw),
	faults: {},
	told: { usage: () => usage, hash: sealedAs },
});

async function ofThisSite(month: string): Promise<{ text: string } | null> {
	const at = new Date();
	const found = (await sealedMonths(at)).find((one) => one.month === month);
	if (!found?.opened) return null;
	draw = { ...found.opened, commitment: found.commitment };
	return { text: await poolTable({ month, head: poolHead.split("|"), at }) };
}
