import type { Viewer } from "#domain/accounts/types.ts";
import { startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import type { Line } from "../lines.ts";
import { benchPlainMisses } from "../miss.ts";
import { personIdOf } from "./scene.ts";

const AMOUNT = 40;
/** A villager's page is asked for by everybody, a desk's by a few. */
const [DAILY_MS, DESK_MS] = [10, 25];

interface Asking {
	dataDir: string;
	villageId: string;
	goodId: string;
	/** The village's admin and its storekeeper. */
	yun: Viewer;
	keeper: Viewer;
}

/** Sessions are opened while the database is open here; the site is asked once it is not. */
export async function pagesOver({ dataDir, villageId, goodId, yun, keeper }: Asking): Promise<() => Promise<Line[]>> {
	const cookieOf = async (who: Parameters<typeof sessionFor>[0]) => ({ cookie: `session=${await sessionFor(who)}` });
	const asked = [
		{
			who: await cookieOf({ personId: personIdOf(0), kind: "villager" }),
			...{ paths: ["/me/points", "/me/statement", "/me/orders", `/villages/${villageId}/store`], atMost: DAILY_MS },
		},
		{
			who: await cookieOf(keeper),
			...{ paths: ["/staff/store", "/staff/store/order", "/staff/store/stock", `/staff/store/goods/${goodId}`], atMost: DESK_MS },
		},
		{
			who: await cookieOf(yun),
			...{
				paths: [
					...[`/staff/points/ledger/${villageId}`, `/staff/points/closes/${villageId}`],
					...["/staff/points/callbacks", "/staff/awards", `/staff/store/books/${villageId}`],
				],
				atMost: DESK_MS,
			},
		},
	];
	return async () => {
		const site = await startSite(dataDir);
		try {
			const lines: Line[] = [];
			for (const { who: headers, paths, atMost } of asked) {
				const named = (path: string) => `over a million entries, ${path.replace(villageId, "…").replace(goodId, "…")}`;
				const pages = paths.map((path) => ({ name: named(path), path, headers }));
				lines.push(...(await benchPlainMisses(site, pages, { atMost, amount: AMOUNT })));
			}
			return lines;
		} finally {
			await site.stop();
		}
	};
}
