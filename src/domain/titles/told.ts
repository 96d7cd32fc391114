import { type SQL, sql } from "drizzle-orm";
import type { TitleCheckSeen, TitleStepSeen } from "./types.ts";

// The steps of a title and what was found, each as one column of a statement.

/** With who did it, for the office. */
export interface TitleDeed {
	by: string | null;
	byId: string | null;
}

type Dated<Row> = { [Key in keyof Row]: Row[Key] extends Date ? number : Row[Key] extends Date | null ? number | null : Row[Key] };

export function stepsOf(titleId: SQL | string) {
	return sql`(select json_group_array(json_object('stage', s.stage, 'at', s.at, 'note', s.note, 'byId', s.actor_id, 'by', p.name) order by s.seq)
		from courtyard_title_stages s left join people p on p.id = s.actor_id where s.title_id = ${titleId})`.mapWith((json: string) =>
		(JSON.parse(json) as Dated<TitleStepSeen & TitleDeed>[]).map((step) => ({ ...step, at: new Date(step.at) })),
	);
}

export function checksOf(titleId: SQL | string) {
	return sql`(select json_group_array(json_object('checkId', c.id, 'result', c.result, 'words', c.words, 'help', c.help, 'until', c.until, 'at', c.checked_at,
			'reply', c.reply, 'replySaidBy', c.reply_said_by, 'byId', c.checked_by, 'by', p.name) order by c.number)
		from courtyard_title_checks c join people p on p.id = c.checked_by where c.title_id = ${titleId})`.mapWith((json: string) =>
		(JSON.parse(json) as Dated<TitleCheckSeen & TitleDeed>[]).map(({ at, until, ...check }) => ({
			...check,
			at: new Date(at),
			until: until === null ? null : new Date(until),
		})),
	);
}

/** What a household reads: without the names of who looked. */
export function withoutNames<Row extends TitleDeed>(rows: Row[]): Omit<Row, keyof TitleDeed>[] {
	return rows.map(({ by: _, byId: __, ...row }) => row);
}
