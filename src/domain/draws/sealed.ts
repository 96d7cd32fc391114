import { sql } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { linesOn } from "#domain/audit/lines.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { commitmentOf } from "./draws.ts";

/** What is drawn of each period by a seed that the trail sealed before: the period names itself, and later ones sort behind it. */
export interface SealedDraw {
	noun: "check" | "callback";
	seal: Verb;
	draw: Verb;
	seedOf: (period: string) => string;
}

/** Periods that are over, sealed and not drawn yet. */
export async function periodsToDraw({ noun, seal, draw }: SealedDraw, now: string): Promise<string[]> {
	const rows = await db.all<{ period: string }>(sql`
		select substr(sealed.subject, ${noun.length + 2}) as period from audit_entries sealed
		where sealed.action = ${seal} and not exists (select 1 from audit_entries where subject = sealed.subject and action = ${draw})`);
	return rows.map(({ period }) => period).filter((period) => period < now);
}

/** Once; sealed again changes nothing. */
export async function sealPeriod(
	tx: Tx,
	{ noun, seal, seedOf }: SealedDraw,
	{ period, detail = {}, at }: { period: string; detail?: Record<string, unknown>; at: Date },
): Promise<void> {
	if ((await linesOn(`${noun}:${period}`, seal, tx)).length > 0) return;
	const commitment = commitmentOf(seedOf(period));
	await record(tx, { at, actorId: null, action: seal, subject: `${noun}:${period}`, detail: { ...detail, commitment } });
}

/** Writes the draw down with its rows, if nobody did so meanwhile. */
export async function drawPeriod(
	tx: Tx,
	{ noun, draw }: SealedDraw,
	drawn: { period: string; detail: Record<string, unknown>; at: Date; insert: () => Promise<void> },
): Promise<void> {
	const { period, detail, at, insert } = drawn;
	if ((await linesOn(`${noun}:${period}`, draw, tx)).length > 0) return;
	await insert();
	await record(tx, { at, actorId: null, action: draw, subject: `${noun}:${period}`, detail });
}
