import type { SQL } from "drizzle-orm";
import { db } from "#db/client.ts";

/** Runs queries that return the ids of what is at fault, each by its name; sound data gives none. */
export async function faultsBy<Fault extends string>(
	queries: Record<Fault, SQL>,
	onProgress: (done: number, total: number) => void = () => undefined,
): Promise<{ fault: Fault; id: string }[]> {
	const faults: { fault: Fault; id: string }[] = [];
	const all = Object.entries(queries) as [Fault, SQL][];
	for (const [done, [fault, query]] of all.entries()) {
		const rows = await db.all<{ id: string | number }>(query);
		faults.push(...rows.map(({ id }) => ({ fault, id: String(id) })));
		onProgress(done + 1, all.length);
	}
	return faults;
}
