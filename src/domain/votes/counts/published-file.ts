import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { db } from "#db/client.ts";
import { voteCounts } from "#db/schema/votes/counts.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { later } from "#platform/clock.ts";
import { STRAY_AFTER_MS, storeByContent, storedPath, sweepRoom } from "#platform/storage.ts";
import { countOf } from "./counted.ts";

interface OnDisk {
	path: string;
	bytes: number;
	/** When it was last written or touched, as the file system says: looked at again whenever that changes. */
	changedAt: number;
}

/** The published file of a count as it lies on the disk, to be streamed. */
export interface PublishedFile {
	sha256: string;
	plain: OnDisk;
	zipped: OnDisk;
}

// Read so much at a time, a county's 9 MB keep nobody else waiting for longer than 4 ms.
const PIECE_BYTES = 1_000_000;
const known = new LRUCache<string, Promise<PublishedFile>>({ max: 100 });

/** The published file of a round; where a hash is asked for, only the file with this hash. Made once from the row, checked once in the life of the process. */
export async function publishedFile(roundId: string, sha256?: string): Promise<PublishedFile | null> {
	const count = await countOf(roundId);
	if (!count || (sha256 !== undefined && sha256 !== count.sha256)) return null;
	const ready = await onceFor(roundId, count.sha256);
	if (await isAsItWas(ready)) return ready;
	known.delete(count.sha256);
	return onceFor(roundId, count.sha256);
}

/** Removes files whose count this database does not hold, as after an older backup was put back. A job. */
export async function sweepPublishedFiles({ dueBy }: Pick<Sweep, "dueBy">): Promise<number> {
	const rows = await db.select({ sha256: voteCounts.sha256 }).from(voteCounts);
	const names = new Set(rows.flatMap(({ sha256 }) => Object.values(namesOf(sha256))));
	return sweepRoom("counts", async () => names, later(dueBy, -STRAY_AFTER_MS));
}

function namesOf(sha256: string) {
	return { plain: `${sha256}.json`, zipped: `${sha256}.json.gz` };
}

/** Many who ask at once wait for one making. */
function onceFor(roundId: string, sha256: string): Promise<PublishedFile> {
	const begun = known.get(sha256);
	if (begun) return begun;
	const making = prepared(roundId, sha256);
	known.set(sha256, making);
	making.catch(() => known.delete(sha256));
	return making;
}

async function prepared(roundId: string, sha256: string): Promise<PublishedFile> {
	const { plain, zipped } = namesOf(sha256);
	const [plainPath, zippedPath] = [storedPath("counts", plain), storedPath("counts", zipped)];
	if ((await hashOf(plainPath)) !== sha256) await storeByContent(plain, piecesOf(roundId));
	if ((await hashOf(plainPath)) !== sha256) throw new Error(`the published file of round ${roundId} is not what was counted`);
	if ((await hashOf(zippedPath, "zipped")) !== sha256) await storeByContent(zipped, zippedFrom(plainPath));
	return { sha256, plain: await onDisk(plainPath), zipped: await onDisk(zippedPath) };
}

/** The text of a row in its bytes, piece by piece: whole, it would be 9 MB of a county held twice. */
async function* piecesOf(roundId: string): AsyncGenerator<Uint8Array> {
	for (let at = 1; ; at += PIECE_BYTES) {
		const piece = sql<ArrayBuffer>`substr(cast(${voteCounts.file} as blob), ${at}, ${PIECE_BYTES})`;
		const [row] = await db.select({ piece }).from(voteCounts).where(eq(voteCounts.roundId, roundId));
		if (!row?.piece.byteLength) return;
		yield new Uint8Array(row.piece);
	}
}

async function* zippedFrom(path: string): AsyncGenerator<Uint8Array> {
	const zip = createGzip();
	// What goes wrong there breaks the reading here.
	pipeline(createReadStream(path), zip).catch(() => undefined);
	yield* zip;
}

/** SHA-256 of what a file says; null where there is none, or nothing that can be unpacked. */
async function hashOf(path: string, as: "plain" | "zipped" = "plain"): Promise<string | null> {
	const hash = createHash("sha256");
	try {
		await pipeline(createReadStream(path), as === "zipped" ? createGunzip() : new PassThrough(), hash);
		return hash.digest("hex");
	} catch {
		return null;
	}
}

async function onDisk(path: string): Promise<OnDisk> {
	const { size, ctimeMs } = await stat(path);
	return { path, bytes: size, changedAt: ctimeMs };
}

async function isAsItWas({ plain, zipped }: PublishedFile): Promise<boolean> {
	const now = await Promise.all([plain, zipped].map(({ path }) => onDisk(path).catch(() => null)));
	return [plain, zipped].every(({ bytes, changedAt }, n) => now[n]?.bytes === bytes && now[n]?.changedAt === changedAt);
}
