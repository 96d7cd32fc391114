import { rawClient, write } from "#db/client.ts";

/** Every way out of a text at once: of an attribute, an element that holds text, a script; what is left of it would be an element that no page has. */
export const HARM = `"'></title></textarea></style></script><trip-wire></trip-wire><img src=x onerror=tripped()><script>tripped()</script>' onfocus=tripped() x="[x](javascript:tripped())`;
const ADDRESS = "javascript:tripped()//";

/**
 * Writes harm before whatever people wrote, in every column of the database: past all commands, triggers and checks, as an old version or a hand may have left
 * it. Tells which columns they were.
 */
export function harmEveryWord(): Promise<string[]> {
	return write(async () => {
		const triggers = asked<{ name: string; sql: string }>("select name, sql from sqlite_schema where type = 'trigger'");
		for (const { name } of triggers) rawClient().exec(`drop trigger "${name}"`);
		rawClient().exec("pragma ignore_check_constraints = on");
		const harmed = textColumns().filter(({ table, column }) => harmColumn(table, column));
		rawClient().exec("pragma ignore_check_constraints = off");
		for (const { sql } of triggers) rawClient().exec(sql);
		return harmed.map(({ table, column }) => `${table}.${column}`);
	});
}

function asked<T>(sql: string): T[] {
	return rawClient().rows({ sql }) as T[];
}

function textColumns() {
	return asked<{ table: string; column: string }>(`select t.name as "table", c.name as "column"
		from sqlite_schema t join pragma_table_xinfo(t.name) c where t.type = 'table' and t.sql not like 'create virtual%'
		and t.name not like 'sqlite_%' and c.type = 'TEXT' and c.hidden = 0`);
}

/** What people write is Chinese here, or not written yet. */
function harmColumn(table: string, column: string): boolean {
	const values = asked<{ value: string }>(
		`select distinct "${column}" as value from "${table}" where "${column}" glob '*[一-鿿]*' or "${column}" = '' or "${column}" like 'https:%'`,
	);
	for (const { value } of values)
		rawClient().run({ sql: `update "${table}" set "${column}" = ? where "${column}" = ?`, args: [harmed(value), value] });
	return values.some(({ value }) => value !== "");
}

function harmed(value: string): string {
	if (!/^[[{]/.test(value)) return harmedText(value);
	try {
		return JSON.stringify(harmedWithin(JSON.parse(value)));
	} catch {
		return harmedText(value);
	}
}

function harmedWithin(value: unknown): unknown {
	if (typeof value === "string") return /[一-鿿]/.test(value) || isAddress(value) ? harmedText(value) : value;
	if (Array.isArray(value)) return value.map(harmedWithin);
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, harmedWithin(one)]));
}

const isAddress = (value: string) => /^https?:/.test(value);
const harmedText = (value: string) => (isAddress(value) ? `${ADDRESS}${value}` : `${HARM}${value}`);
