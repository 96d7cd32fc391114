import { createRequire } from "node:module";

interface Statement {
	all: (...values: unknown[]) => unknown;
	run: (...values: unknown[]) => unknown;
}

interface Driver {
	prototype: { prepare: (sql: string) => Statement };
}

/** Every SQL text that this process prepares from now on; `asked` is told each time that one is carried out. */
export function recordedStatements(asked: (sql: string) => void = () => undefined): Set<string> {
	const driver: Driver = createRequire(import.meta.resolve("@libsql/client"))("libsql");
	const texts = new Set<string>();
	const { prepare } = driver.prototype;
	driver.prototype.prepare = function (this: unknown, sql: string) {
		texts.add(sql);
		const statement = prepare.call(this, sql);
		const { all, run } = statement;
		const telling = (work: Statement["all"]) => (values: unknown) => {
			asked(sql);
			return work.call(statement, values);
		};
		return Object.assign(statement, { all: telling(all), run: telling(run) });
	};
	return texts;
}
