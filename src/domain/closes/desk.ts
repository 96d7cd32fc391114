import { sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { CLOSE_READERS } from "./closes.ts";
import { nextStep } from "./rules.ts";
import type { CloseStage, NextStep } from "./types.ts";

const A_PAGE = 40;
const CURSOR = cursorOf("closes", "text");

interface Row {
	villageId: string;
	village: string;
	code: string;
	month: string | null;
	stage: CloseStage | null;
	noticeUntil: number | null;
}

export type DeskVillage = Pick<Row, "villageId" | "village"> & { next: NextStep; isDue: boolean };

/** The villages of an office along their codes, each with what comes next in it. */
export async function closeDesk(viewer: Viewer, { after, at }: { after?: string | null; at: Date }) {
	const [from = ""] = CURSOR.read(after) ?? [];
	const { page, next } = CURSOR.cut(await villagesIn(viewer, from), A_PAGE, ({ code }) => [code]);
	return { villages: page.map((row) => asVillage(row, at)), next, isFirst: from === "" };
}

function asVillage({ villageId, village, month, stage, noticeUntil }: Row, at: Date): DeskVillage {
	const last = month && stage ? { month, stage, noticeUntil: noticeUntil === null ? null : new Date(noticeUntil) } : undefined;
	const next = nextStep(last, at);
	return { villageId, village, next, isDue: next.from <= at };
}

const NEWEST = sql`left join point_closes c on c.village_id = regions.id and c.ends_at = (select max(ends_at) from point_closes where village_id = regions.id)`;

function villagesIn(viewer: Viewer, from: string): Promise<Row[]> {
	return db.all<Row>(sql`
		select regions.id as villageId, ${nameAmongAll("regions")} as village, regions.code, c.month, c.stage, c.notice_until as noticeUntil from regions ${NEWEST}
		where regions.level = ${literal("village")} and regions.valid_to is null and ${inOfficeOf(viewer, CLOSE_READERS)} and regions.code > ${from}
		order by regions.code limit ${A_PAGE + 1}`);
}

/** How many villages of an office that close their months could take the next step now. */
export async function countDue(viewer: Viewer, at: Date): Promise<number> {
	const rows = await db.all<Row>(sql`
		select regions.id as villageId, '' as village, regions.code, c.month, c.stage, c.notice_until as noticeUntil from regions ${NEWEST}
		where regions.level = ${literal("village")} and regions.valid_to is null and c.month is not null and ${inOfficeOf(viewer, CLOSE_READERS)}`);
	return rows.filter((row) => asVillage(row, at).isDue).length;
}
