import { and, desc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointCloses } from "#db/schema/closes.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Month } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { FORMATS, sizeOf } from "#domain/publicity/formats.ts";
import type { Order } from "#domain/publicity/press.ts";
import { lastDayOf, monthsOf } from "#i18n/dates.ts";
import type { Messages } from "#i18n/messages.ts";
import { sheetLines } from "./check-sheet.ts";
import { requireClose } from "./closes.ts";
import { printedCode, recordEnds } from "./rules.ts";
import type { SheetLine, SheetSums } from "./types.ts";

interface Wanted {
	villageId: string;
	/** Null: the newest that was begun. */
	month: string | null;
	/** In the villagers' language. */
	words: Messages["closes"]["sheet"];
	origin: string;
}

/** 公示表, for the wall: each door with its points of the month, no name; the code and where it is checked. Only once the notice began. */
export async function wallSheet(viewer: Viewer, { words, origin, ...which }: Wanted): Promise<{ order: Order; name: string }> {
	const closeId = await closeOf(which);
	const { noticeUntil, ...close } = await requireClose(db, viewer, closeId);
	if (!noticeUntil) throw new Refusal("conflict", "closes.refused.noSheetYet");
	const lines = await sheetLines(closeId);
	return { order: wallSheetOrder({ ...close, noticeUntil, lines }, { words, origin }), name: `${close.village}${titleOf(close, words)}` };
}

interface OnWall extends SheetSums {
	village: string;
	month: Month;
	code: string;
	noticeUntil: Date;
	lines: SheetLine[];
}

const titleOf = ({ month }: { month: Month }, words: Wanted["words"]) => words.title({ month: monthsOf(month, month, "zh-CN") });

/** What the press makes of it. */
export function wallSheetOrder({ lines, ...close }: OnWall, { words, origin }: Pick<Wanted, "words" | "origin">): Order {
	const { village, households, earned, balance } = close;
	const until = lastDayOf(close.noticeUntil, "zh-CN");
	const lastDay = lastDayOf(recordEnds(close.month), "zh-CN");
	const content = {
		...{ title: titleOf(close, words), village, author: village, heads: words.heads, kicker: words.kicker },
		told: [words.told({ lastDay, households, earned, spent: -close.spent, balance }), words.until({ until })],
		object: words.object,
		groups: groupsOf(lines),
		...{ number: printedCode(close.code), numberLabel: words.code, how: words.how, office: words.office({ village }), page: words.page },
	};
	const code = { address: `${origin}/points/check`, label: words.how };
	return { design: "close", size: sizeOf(FORMATS.wallA4), as: "pdf", content, code };
}

async function closeOf({ villageId, month }: Pick<Wanted, "villageId" | "month">): Promise<string> {
	const { id, endsAt } = pointCloses;
	const [found] = await db
		.select({ id })
		.from(pointCloses)
		.where(and(eq(pointCloses.villageId, villageId), month ? eq(pointCloses.month, month) : undefined))
		.orderBy(desc(endsAt))
		.limit(1);
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found.id;
}

function groupsOf(lines: SheetLine[]) {
	return [...Map.groupBy(lines, ({ hamlet }) => hamlet)].map(([hamlet, doors]) => ({
		hamlet,
		rows: doors.map(({ number, earned, spent, balance }) => [number, `${earned}`, spent === 0 ? "—" : `${-spent}`, `${balance}`]),
	}));
}
