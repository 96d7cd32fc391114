import { and, asc, desc, eq, gt, lte, type SQLWrapper, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { among } from "#db/among.ts";
import { db, type Reader, type Tx } from "#db/client.ts";
import { publishedFiles, publishedPieces } from "#db/schema/published-files.ts";
import { sha256 } from "#platform/hash.ts";
import { beginOf } from "./text.ts";

export interface Of {
	kind: (typeof publishedFiles.$inferSelect)["kind"];
	subject: string;
}

export type PublishedFile = Pick<typeof publishedFiles.$inferSelect, "sha256" | "bytes" | "publishedAt">;

export async function publishedFile({ kind, subject }: Of, reader: Reader = db): Promise<PublishedFile | null> {
	const { sha256, bytes, publishedAt } = publishedFiles;
	const of = and(eq(publishedFiles.kind, kind), eq(publishedFiles.subject, subject));
	const [found] = await reader.select({ sha256, bytes, publishedAt }).from(publishedFiles).where(of);
	return found ?? null;
}

/** Pages show only what comes before the long lists. */
export async function headOf(of: Of): Promise<unknown> {
	const { value: head } = await piecesOf(of).next();
	return head && JSON.parse(`${head}}`);
}

// A published file never changes, and to read and parse the head of a county's board takes 15 ms.
const heads = new LRUCache<string, object>({ max: 4 });

/**
 * Hash and head (what comes before the long lists) of a thing's file: columns for a read that asks for the thing in the same statement, and the head in the row
 * that it found. Whoever reads a head may not change it.
 */
export function fileOf<Head extends object>(kind: Of["kind"], subject: SQLWrapper) {
	const known = new Map(heads.entries());
	const sha256 = sql<string>`(select sha256 from published_files where kind = ${kind} and subject = ${subject})`;
	const isKnown = sql`${sha256} in ${among(known.keys())}`;
	const bytes = sql`(select bytes from published_pieces where kind = ${kind} and subject = ${subject} and place = 1)`;
	const columns = { sha256, head: sql<ArrayBuffer | null>`case when not ${isKnown} then ${bytes} end` };
	return {
		columns,
		headIn(row: { sha256: string; head: ArrayBuffer | null }): Head {
			const head = row.head ? JSON.parse(`${Buffer.from(row.head)}}`) : known.get(row.sha256);
			heads.set(row.sha256, head);
			return head;
		},
	};
}

/** The file in pieces, because a county's 9 MB at once would block other requests. */
export async function* piecesOf(of: Of): AsyncGenerator<Buffer, undefined> {
	const { place, bytes } = publishedPieces;
	for (let last = 0; ; last++) {
		const next = and(ofFile(of), gt(place, last));
		const [piece] = await db.select({ bytes }).from(publishedPieces).where(next).orderBy(asc(place)).limit(1);
		if (!piece) return;
		yield Buffer.from(piece.bytes);
	}
}

export async function wholeFile(of: Of): Promise<{ text: string; sha256: string } | null> {
	const found = await publishedFile(of);
	if (!found) return null;
	const pieces: Buffer[] = [];
	for await (const piece of piecesOf(of)) pieces.push(piece);
	return { text: Buffer.concat(pieces).toString(), sha256: found.sha256 };
}

/** Whether an entry with this key is in the file's first long list, which is sorted by key. */
export async function hasEntry(of: Of, key: string): Promise<boolean> {
	const { bytes, firstKey } = publishedPieces;
	const upTo = and(ofFile(of), lte(firstKey, key));
	const [piece] = await db.select({ bytes }).from(publishedPieces).where(upTo).orderBy(desc(firstKey)).limit(1);
	return Buffer.from(piece?.bytes ?? "").includes(`[${JSON.stringify(key)},`);
}

function ofFile({ kind, subject }: Of) {
	return and(eq(publishedPieces.kind, kind), eq(publishedPieces.subject, subject));
}

interface Publishing extends Of {
	text: string;
	lists: string;
	by: string;
	at: Date;
}

/** No piece splits an entry, and each piece is found by its first entry. */
export async function publishFile(tx: Tx, { kind, subject, text, lists, by, at }: Publishing): Promise<{ sha256: string }> {
	const cut = [...piecesIn(text, beginOf(lists))];
	const hash = sha256(text);
	const size = { pieces: cut.length, bytes: Buffer.byteLength(text) };
	await tx.insert(publishedFiles).values({ kind, subject, sha256: hash, ...size, publishedBy: by, publishedAt: at });
	for (const [n, piece] of cut.entries()) {
		const firstKey = n === 1 ? "" : (FIRST_KEY.exec(piece)?.[1] ?? null);
		await tx.insert(publishedPieces).values({ kind, subject, place: n + 1, bytes: Buffer.from(piece), firstKey });
	}
	return { sha256: hash };
}

const FIRST_KEY = /^\["([^"]+)"/;
const PIECE_LENGTH = 65_536;

function* piecesIn(text: string, listsBegin: string): Generator<string> {
	let from = text.indexOf(listsBegin);
	yield text.slice(0, from);
	while (from < text.length) {
		// An entry begins with a bracket. Lists of numbers come after it, and may be split anywhere.
		const entry = text.indexOf("[", from + PIECE_LENGTH);
		const to = entry === -1 ? from + PIECE_LENGTH : entry;
		yield text.slice(from, to);
		from = to;
	}
}
