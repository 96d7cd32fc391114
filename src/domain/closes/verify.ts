import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { callbacksAstray } from "#domain/callbacks/verify.ts";
import { codeOfSheet } from "./rules.ts";
import type { SheetLine } from "./types.ts";

export interface CloseFault {
	fault: "head_differs" | "lines_differ" | "code_differs" | "notice_differs" | "callbacks_differ";
	village: string;
	month: string;
}

interface Kept {
	id: string;
	month: string;
	village: string;
	place: string;
	headHash: string;
	code: string;
	isOnChain: number;
	isNoticeAstray: number;
	wrongLines: number;
}

/** Works each closed month out anew: its head is the chain's, its lines are the ledger's, its code follows from both; a month on the wall has an end of its notice. */
export async function verifyCloses(onProgress: (done: number, total: number) => void = () => undefined) {
	const kept = await db.all<Kept>(sql`
		select c.id, c.month, r.name as village, r.code as place, c.head_hash as headHash, c.code,
			c.head_seq = 0 or exists (select 1 from point_entries where seq = c.head_seq and hash = c.head_hash) as isOnChain,
			(c.stage = 'begun') <> (c.notice_until is null) as isNoticeAstray,
			(select count(*) from point_close_lines l where l.close_id = c.id and (
				l.earned + l.spent <> coalesce((select sum(points) from point_entries where household_id = l.household_id and at >= c.from_at and at < c.ends_at), 0)
				or l.balance <> coalesce((select sum(points) from point_entries where household_id = l.household_id and at < c.ends_at), 0))) as wrongLines
		from point_closes c join regions r on r.id = c.village_id order by c.month, c.id`);
	const faults: CloseFault[] = [];
	for (const [n, { id, village, month, place, headHash, code, isOnChain, isNoticeAstray, wrongLines }] of kept.entries()) {
		if (isNoticeAstray) faults.push({ fault: "notice_differs", village, month });
		if (!isOnChain) faults.push({ fault: "head_differs", village, month });
		if (wrongLines > 0) faults.push({ fault: "lines_differ", village, month });
		if (codeOfSheet({ place, month, headHash, lines: await sheetOf(id) }) !== code) faults.push({ fault: "code_differs", village, month });
		onProgress(n + 1, kept.length);
	}
	const quarters = await callbacksAstray();
	faults.push(...quarters.map((quarter) => ({ fault: "callbacks_differ" as const, village: "", month: quarter })));
	return { closes: kept.length, faults };
}

function sheetOf(closeId: string): Promise<SheetLine[]> {
	return db.all<SheetLine>(
		sql`select hamlet, number, earned, spent, balance from point_close_lines where close_id = ${closeId} order by position`,
	);
}
