import { check, integer, type SQLiteColumn, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { people } from "./schema/accounts.ts";
import { id, moment, oneOf } from "./schema/columns.ts";

/**
 * A life as rows: each step is a row of `rows`, the thing itself (a row of `of`) only shows its last one. The steps that are legal are written once,
 * here; the triggers below and `#domain/stages.ts` both follow them.
 */
export interface Life<Stage extends string = string> {
	/** The table of the steps. */
	rows: string;
	/** The table of the things that live. */
	of: string;
	/** The column of `rows` that names the thing. */
	key: string;
	begins: Stage;
	/** What may follow each stage. */
	next: Readonly<Record<Stage, readonly Stage[]>>;
}

/** The columns that each table of steps has beside the key of its thing. */
export function stepColumns<Stage extends string>(stages: readonly [Stage, ...Stage[]]) {
	return {
		id: id(),
		seq: integer().notNull(),
		stage: text({ enum: stages as [Stage, ...Stage[]] }).notNull(),
		/** Null where time itself took the step. */
		actorId: text().references(() => people.id),
		at: moment().notNull(),
		/** Why, where a step needs a reason or a proof. */
		note: text().notNull().default(""),
	};
}

/** The keys and checks of a table of steps. */
export function stepRules({ rows, next }: Life, t: { seq: SQLiteColumn; stage: SQLiteColumn; thing: SQLiteColumn }) {
	return [uniqueIndex(`${rows}_in_order`).on(t.thing, t.seq), check(`${rows}_stage`, oneOf(t.stage, Object.keys(next)))];
}

/** Only legal steps, one after the other, and the thing follows them; by hand too. */
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
