import { and, asc, desc, eq, gt, lte, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { voteCountPieces, voteCounts } from "#db/schema/votes/counts.ts";
import { typedCode } from "#domain/text.ts";
import { isReceipt, receiptHash } from "../ballots/receipts.ts";
import { type CountFile, LISTS_BEGIN } from "./file.ts";

/** A count without its two long lists, for pages. */
export type CountHead = Omit<CountFile, "receipts" | "slips"> & { sha256: string; countedAt: Date };

export async function countOf(roundId: string, reader: Reader = db): Promise<{ sha256: string; countedAt: Date } | null> {
	const { sha256, countedAt } = voteCounts;
	const [found] = await reader.select({ sha256, countedAt }).from(voteCounts).where(eq(voteCounts.roundId, roundId));
	return found ?? null;
}

export async function countHead(roundId: string): Promise<CountHead | null> {
	const found = await countOf(roundId);
	if (!found) return null;
	const { value: head } = await piecesOf(roundId).next();
	return { ...(JSON.parse(`${head}}`) as CountFile), ...found };
}

/** Whether a receipt's ballot is in the published file; null before the count. It does not look up the household. */
export async function isReceiptCounted(roundId: string, typed: string): Promise<boolean | null> {
	if (!(await countOf(roundId))) return null;
	const receipt = typedCode(typed);
	if (!isReceipt(receipt)) return false;
	const hash = receiptHash(roundId, receipt);
	const { bytes, receiptsFrom } = voteCountPieces;
	const where = and(eq(voteCountPieces.roundId, roundId), lte(receiptsFrom, hash));
	const [piece] = await db.select({ bytes }).from(voteCountPieces).where(where).orderBy(desc(receiptsFrom)).limit(1);
	return Buffer.from(piece?.bytes ?? "").includes(`["${hash}",`);
}

/** The published file in pieces, because a county's 9 MB at once would block other requests. */
export async function* piecesOf(roundId: string): AsyncGenerator<Buffer, undefined> {
	const { place, bytes } = voteCountPieces;
	for (let last = 0; ; last++) {
		const next = and(eq(voteCountPieces.roundId, roundId), gt(place, last));
		const [piece] = await db.select({ bytes }).from(voteCountPieces).where(next).orderBy(asc(place)).limit(1);
		if (!piece) return;
		yield Buffer.from(piece.bytes);
	}
}

export async function bytesOf(roundId: string): Promise<number> {
	const [found] = await db
		.select({ bytes: sql<number>`coalesce(sum(length(${voteCountPieces.bytes})), 0)` })
		.from(voteCountPieces)
		.where(eq(voteCountPieces.roundId, roundId));
	return found?.bytes ?? 0;
}

export async function countedFile(roundId: string): Promise<{ text: string; sha256: string } | null> {
	const found = await countOf(roundId);
	if (!found) return null;
	const pieces: Buffer[] = [];
	for await (const piece of piecesOf(roundId)) pieces.push(piece);
	return { text: Buffer.concat(pieces).toString(), sha256: found.sha256 };
}

/** Writes the published file: the head for pages, then the lists in pieces. No piece splits a receipt, and each is found by its first one. */
export async function keepPieces(tx: Tx, roundId: string, text: string): Promise<void> {
	let place = 0;
	for (const piece of cut(text)) {
		const bytes = Buffer.from(piece);
		const receiptsFrom = piece.startsWith(LISTS_BEGIN) ? "" : (FIRST_RECEIPT.exec(piece)?.[1] ?? null);
		await tx.insert(voteCountPieces).values({ roundId, place: ++place, bytes, receiptsFrom });
	}
}

const FIRST_RECEIPT = /^\["([0-9a-f]{32})"/;
const PIECE_LENGTH = 65_536;

function* cut(text: string): Generator<string> {
	let from = text.indexOf(LISTS_BEGIN);
	yield text.slice(0, from);
	while (from < text.length) {
		// A receipt's entry begins with a bracket. After the last one comes the list of slips, which may be split anywhere.
		const entry = text.indexOf("[", from + PIECE_LENGTH);
		const to = entry === -1 ? from + PIECE_LENGTH : entry;
		yield text.slice(from, to);
		from = to;
	}
}
