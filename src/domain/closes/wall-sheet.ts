import { and, desc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointCloses } from "#db/schema/closes.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { FORMATS, sizeOf } from "#domain/publicity/formats.ts";
import type { Order } from "#domain/publicity/press.ts";
import { lastDayOf, monthsOf } from "#i18n/dates.ts";
import type { Messages } from "#i18n/messages.ts";
import { sheetLines } from "./check-sheet.ts";
import { requireClose } from "./closes.ts";
import { printedCode, recordEnds } from "./rules.ts";
import type { SheetLine } from "./types.ts";

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
	const close = await requireClose(db, viewer, closeId);
	if (!close.noticeUntil) throw new Refusal("conflict", "closes.refused.noSheetYet");
	const month = monthsOf(close.month, close.month, "zh-CN");
	const title = words.title({ month });
	const until = lastDayOf(close.noticeUntil, "zh-CN");
	const lastDay = lastDayOf(recordEnds(close.month), "zh-CN");
	const content = {
		...{ title, village: close.village, author: close.village, heads: words.heads, kicker: words.kicker },
		told: [
			words.told({
				lastDay,
				households: close.households,
				earned: close.earned,
				spent: -close.spent,
				balance: close.balance,
			}),
			words.until({ until }),
		],
		object: words.object,
		groups: groupsOf(await sheetLines(closeId)),
		...{
			number: printedCode(close.code),
			numberLabel: words.code,
			how: words.how,
			office: words.office({ village: close.village }),
			page: words.page,
		},
	};
	const code = { address: `${origin}/points/check`, label: words.how };
	return { order: { design: "close", size: sizeOf(FORMATS.wallA4), as: "pdf", content, code }, name: `${close.village}${title}` };
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
