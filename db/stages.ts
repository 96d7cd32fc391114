import { check, integer, type SQLiteColumn, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./schema/accounts.ts";
import { id, moment, oneOf } from "./schema/columns.ts";

/**
 * The stages of a thing as rows: each step is a row of `rows`, and the thing's own row (in `of`) shows the newest. The legal steps are written here once; the
 * triggers below and `#domain/stages.ts` follow them.
 */
export interface Life<Stage extends string = string> {
	/** The table of the steps. */
	rows: string;
	/** The table of the things. */
	of: string;
	/** The column of `rows` that refers to the thing. */
	key: string;
	begins: Stage;
	/** The stages that may follow each stage. */
	next: Readonly<Record<Stage, readonly Stage[]>>;
}

/** The columns of a table of steps, besides the key of its thing. */
export function stepColumns<Stage extends string>(stages: readonly [Stage, ...Stage[]]) {
	return {
		id: id(),
		seq: integer().notNull(),
		stage: text({ enum: stages as [Stage, ...Stage[]] }).notNull(),
		/** Null when no person did it, for instance when time ran out. */
		actorId: text().references(() => people.id),
		at: moment().notNull(),
		/** The reason or proof, where the step needs one. */
		note: text().notNull().default(""),
	};
}

/** The keys and checks of a table of steps. */
export function stepRules({ rows, next }: Life, t: { seq: SQLiteColumn; stage: SQLiteColumn; thing: SQLiteColumn }) {
	return [uniqueIndex(`${rows}_in_order`).on(t.thing, t.seq), check(`${rows}_stage`, oneOf(t.stage, Object.keys(next)))];
}

/** Triggers: only legal steps in order, and the thing's row follows them. */
export function stageTriggers({ rows, of, key, begins, next }: Life): string[] {
	const last = (thing: string) => `(SELECT stage FROM ${rows} WHERE ${key} = ${thing} ORDER BY seq DESC LIMIT 1)`;
	const legal = Object.entries(next).flatMap(([from, to]) => to.map((stage) => quoted(`${from}>${stage}`)));
	return [
		`CREATE TRIGGER ${rows}_legal BEFORE INSERT ON ${rows} BEGIN
	SELECT RAISE(ABORT, '${rows}: no such step') WHERE NEW.seq <> 1 + (SELECT count(*) FROM ${rows} WHERE ${key} = NEW.${key})
		OR coalesce(${last(`NEW.${key}`)}, '') || '>' || NEW.stage NOT IN (${[quoted(`>${begins}`), ...legal].join(", ")});
END;`,
		`CREATE TRIGGER ${rows}_followed AFTER INSERT ON ${rows} BEGIN
	UPDATE ${of} SET stage = NEW.stage, stage_at = NEW.at WHERE id = NEW.${key};
END;`,
		`CREATE TRIGGER ${of}_begin BEFORE INSERT ON ${of} WHEN NEW.stage <> '${begins}' BEGIN
	SELECT RAISE(ABORT, '${of} begin as ${begins}');
END;`,
		`CREATE TRIGGER ${of}_stage_follows BEFORE UPDATE OF stage ON ${of} WHEN NEW.stage IS NOT ${last("NEW.id")} BEGIN
	SELECT RAISE(ABORT, '${of}.stage follows ${rows}');
END;`,
	];
}

const quoted = (text: string) => `'${text}'`;
