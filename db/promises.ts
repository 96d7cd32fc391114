import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withIndependence } from "./independence.ts";
import { keptRowTriggers } from "./kept-rows.ts";
import { LIVES } from "./lives.ts";
import { stageTriggers } from "./stages.ts";

/** As SQLite keeps it: `sql` has no final semicolon. */
export interface Promised {
	name: string;
	type: "trigger" | "view";
	sql: string;
}

const FOLDER = fileURLToPath(new URL("./promises/", import.meta.url));

/** All triggers and views: from `promises/<area>.sql`, the lives, and the kept rows. Views come first, because triggers read them. */
export function promises(): Promised[] {
	const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".sql"));
	const written = files.sort().flatMap((file) => statementsOf(spelledOut(readFileSync(`${FOLDER}${file}`, "utf8"))));
	const all = [...written, ...LIVES.flatMap(stageTriggers), ...keptRowTriggers()].map(promisedBy);
	return [...all.filter(({ type }) => type === "view"), ...all.filter(({ type }) => type === "trigger")];
}

/** Promises write `INDEPENDENT(one, other, region_id)`, `DAYS(n)` for days in milliseconds and `MONTH(at)` for the month in Beijing; SQLite knows none of them. */
function spelledOut(text: string): string {
	return withIndependence(text)
		.replaceAll(/\bDAYS\(([\w.]+)\)/g, (_call, days: string) => `(${days} * 86400000)`)
		.replaceAll(/\bMONTH\(([\w.]+)\)/g, (_call, at: string) => `strftime('%Y-%m', ${at} / 1000 + 28800, 'unixepoch')`);
}

/** A statement begins at the start of a line; text between statements is a comment. */
function statementsOf(text: string): string[] {
	return text
		.replaceAll(/^--.*\n/gm, "")
		.split(/^(?=CREATE )/m)
		.filter((part) => part.startsWith("CREATE "));
}

function promisedBy(statement: string): Promised {
	const sql = statement.trim().replace(/;$/, "");
	const [, type, name] = /^CREATE (TRIGGER|VIEW) (\w+)/.exec(sql) ?? [];
	if (!type || !name) throw new Error(`neither a trigger nor a view: ${sql.slice(0, 80)}`);
	return { name, type: type === "VIEW" ? "view" : "trigger", sql };
}
