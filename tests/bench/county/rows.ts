import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { SeededRandom } from "#demo/random.ts";

/** Keys are the columns as the database spells them. */
export type Row = Record<string, unknown>;

const ROWS_AT_ONCE = 2_000;

/** One JSON parameter a batch: binding each value takes most of the time. Triggers and keys look at each row as always. */
export async function insertRows(tx: Tx, table: string, rows: Row[]): Promise<void> {
	const columns = Object.keys(rows[0] ?? {});
	const list = sql.raw(columns.map((column) => `"${column}"`).join(", "));
	const values = sql.raw(columns.map((column) => `value ->> '${column}'`).join(", "));
	for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
		const batch = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE));
		await tx.run(sql`insert into ${sql.identifier(table)} (${list}) select ${values} from json_each(${batch})`);
	}
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Like a random code, but the same for the same seed. */
export function seededCode(random: SeededRandom, length: number): string {
	let code = "";
	while (code.length < length) code += ALPHABET[Math.floor(random.next() * 32)];
	return code;
}
