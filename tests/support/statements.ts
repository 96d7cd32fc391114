import { createRequire } from "node:module";

interface Driver {
	prototype: { prepare: (sql: string) => unknown };
}

/** Every SQL text that this process prepares from now on. */
export function recordedStatements(): Set<string> {
	const driver: Driver = createRequire(import.meta.resolve("@libsql/client"))("libsql");
	const texts = new Set<string>();
	const { prepare } = driver.prototype;
	driver.prototype.prepare = function (this: unknown, sql: string) {
		texts.add(sql);
		return prepare.call(this, sql);
	};
	return texts;
}
