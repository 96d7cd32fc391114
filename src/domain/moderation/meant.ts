import { or, type SQL, sql } from "drizzle-orm";
import { bareCode } from "#domain/regions/rules.ts";
import { levelsIn, within } from "#domain/regions/scope.ts";
import { tidyCode, typedCode } from "#domain/text.ts";

/** A number stands in every hamlet, so it is looked up in villages and below only. */
const VILLAGE = 3;

/**
 * The pairs that are meant by a code at a door, a courtyard's public code, a household's number or a pair's own address, as a list of ids; no names, for decisions
 * are read by people who do not see them. Of a household that was merged they are those of the one that goes on.
 */
export function pairsMeant(typed: string, paths: string[]): SQL {
	const pair = lastPart(typed);
	const homes = sql`select coalesce(goes_on_id, id) from households where ${isMeant(typed, paths)}`;
	return sql`(select id from submissions where household_id in (${homes}) union select id from submissions where id = ${pair})`;
}

function isMeant(typed: string, paths: string[]): SQL {
	const number = bareCode(typed);
	if (/^\d{1,4}$/.test(number)) return hasNumber(number.padStart(4, "0"), paths);
	const code = lastPart(typed);
	return sql`door_token = ${typedCode(code)} or public_code in (${typedCode(code)}, ${code})`;
}

// Open and closed households have an index each.
function hasNumber(number: string, paths: string[]): SQL {
	if (paths.some((path) => levelsIn(path) < VILLAGE)) return sql`false`;
	const hamlets = sql`(select id from regions where ${or(...paths.map((path) => within(path))) ?? sql`false`})`;
	const there = sql`hamlet_id in ${hamlets} and number = ${number}`;
	return sql`${there} and closed_at is null or ${there} and closed_at is not null`;
}

/** Of an address that was pasted, the code at its end. */
function lastPart(typed: string): string {
	return (
		tidyCode(typed)
			.toLowerCase()
			.replace(/[/?#]+$/, "")
			.split("/")
			.at(-1) ?? ""
	);
}
