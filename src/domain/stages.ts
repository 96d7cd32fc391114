import { type SQL, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import type { Life } from "#db/stages.ts";
import { Refusal } from "#domain/errors.ts";

interface Step<Stage extends string> {
	id: string;
	stage: Stage;
	/** Null when no person did it, for instance when time ran out. */
	actorId: string | null;
	at: Date;
	note?: string;
}

export function mayBecome<Stage extends string>({ next }: Life<Stage>, from: Stage, to: Stage): boolean {
	return next[from].includes(to);
}

/** A trigger updates the current stage. An illegal step is refused, here and by the database. */
export async function takeStep<Stage extends string>(
	tx: Tx,
	life: Life<Stage>,
	{ id, stage, actorId, at, note = "" }: Step<Stage>,
): Promise<void> {
	const last = await lastStep(tx, life, id);
	const isLegal = last ? mayBecome(life, last.stage, stage) : stage === life.begins;
	if (!isLegal) throw new Refusal("conflict", "common.movedOn");
	const { rows, key } = life;
	await tx.run(sql`insert into ${sql.identifier(rows)} (id, ${sql.identifier(key)}, seq, stage, actor_id, at, note)
		values (${newId()}, ${id}, ${(last?.seq ?? 0) + 1}, ${stage}, ${actorId}, ${at.getTime()}, ${note})`);
}

async function lastStep<Stage extends string>(
	reader: Reader,
	life: Life<Stage>,
	id: string,
): Promise<{ seq: number; stage: Stage } | undefined> {
	const [last] = await reader.all<{ seq: number; stage: Stage }>(
		sql`select seq, stage from ${stepsOf(life, id)} order by seq desc limit 1`,
	);
	return last;
}

export async function stepInto<Stage extends string>(
	reader: Reader,
	life: Life<Stage>,
	id: string,
	stage: Stage,
): Promise<{ at: Date; note: string } | null> {
	const [step] = await reader.all<{ at: number; note: string }>(
		sql`select at, note from ${stepsOf(life, id)} and stage = ${stage} order by seq desc limit 1`,
	);
	return step ? { at: new Date(step.at), note: step.note } : null;
}

function stepsOf({ rows, key }: Life, id: string): SQL {
	return sql`${sql.identifier(rows)} where ${sql.identifier(key)} = ${id}`;
}
