import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { and, asc, count, gt, inArray, isNotNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { type Room, STRAY_AFTER_MS, storedFiles, storedPath, sweepRoom, sweepTemporary } from "#platform/storage.ts";

export interface FileFault {
	kind: "missing" | "short" | "altered" | "stray";
	room: Room;
	name: string;
}

const PAGE = 500;

/** What `checkFiles` finds, with the files that nothing names apart: they are no loss. */
export async function verifyFiles(onProgress: (done: number, total: number) => void, at: Date) {
	const { files, faults } = await checkFiles(at, onProgress);
	return { files, faults: faults.filter(({ kind }) => kind !== "stray"), strays: faults.filter(({ kind }) => kind === "stray") };
}

/** Compares every row with its file (size and SHA-256) and every file with the rows. Files that an upload may still be writing are skipped. */
export async function checkFiles(
	at: Date,
	onProgress: (done: number, total: number) => void = () => undefined,
): Promise<{ files: number; faults: FileFault[] }> {
	const total = await rowCount();
	const faults: FileFault[] = [];
	let files = 0;
	for await (const row of rowsWithFile()) {
		files += 1;
		onProgress(files, total);
		const kind = await faultOf(row);
		// The photo may have been erased or redacted since its row was read.
		if (kind && (await knownIn(row.room, [row.name])).has(row.name)) faults.push({ kind, room: row.room, name: row.name });
	}
	for (const room of ["photos", "originals"] as const) {
		for await (const stray of straysIn(room, strayBefore(at))) faults.push({ kind: "stray", room, name: stray });
	}
	return { files, faults };
}

/** Removes files of uploads that never got a row (power cut, kill -9). */
export async function sweepStrays({ dueBy }: Pick<Sweep, "dueBy">): Promise<number> {
	const before = strayBefore(dueBy);
	const photosSwept = await sweepRoom("photos", (names) => knownIn("photos", names), before);
	const originalsSwept = await sweepRoom("originals", (names) => knownIn("originals", names), before);
	return photosSwept + originalsSwept + (await sweepTemporary(before));
}

async function rowCount(): Promise<number> {
	const [derivatives] = await db.select({ count: count() }).from(photoDerivatives);
	const [originals] = await db.select({ count: count(photos.originalName) }).from(photos);
	return (derivatives?.count ?? 0) + (originals?.count ?? 0);
}

interface RowWithFile {
	room: Room;
	name: string;
	bytes: number | undefined;
	sha256: string;
}

async function* rowsWithFile(): AsyncGenerator<RowWithFile> {
	for (let after = ""; ; ) {
		const page = await db
			.select()
			.from(photoDerivatives)
			.where(gt(photoDerivatives.name, after))
			.orderBy(asc(photoDerivatives.name))
			.limit(PAGE);
		for (const { name, bytes, sha256 } of page) yield { room: "photos", name, bytes, sha256 };
		if (page.length < PAGE) break;
		after = page.at(-1)?.name ?? "";
	}
	for (let after = ""; ; ) {
		const page = await db
			.select({ name: photos.originalName, sha256: photos.sha256 })
			.from(photos)
			.where(and(isNotNull(photos.originalName), gt(photos.originalName, after)))
			.orderBy(asc(photos.originalName))
			.limit(PAGE);
		for (const { name, sha256 } of page) yield { room: "originals", name: name as string, bytes: undefined, sha256 };
		if (page.length < PAGE) break;
		after = page.at(-1)?.name ?? "";
	}
}

async function faultOf({ room, name, bytes, sha256 }: RowWithFile): Promise<FileFault["kind"] | undefined> {
	const path = storedPath(room, name);
	const found = await stat(path).catch(() => undefined);
	if (!found) return "missing";
	if (bytes !== undefined && found.size < bytes) return "short";
	const digest = createHash("sha256");
	await pipeline(createReadStream(path), digest);
	return digest.digest("hex") === sha256 ? undefined : "altered";
}

async function* straysIn(room: Room, before: Date): AsyncGenerator<string> {
	for await (const files of storedFiles(room)) {
		const old = files.filter((file) => file.changedAt < before).map((file) => file.name);
		const known = await knownIn(room, old);
		yield* old.filter((name) => !known.has(name));
	}
}

async function knownIn(room: Room, names: string[]): Promise<Set<string>> {
	const known = new Set<string>();
	for (let n = 0; n < names.length; n += PAGE) {
		const some = names.slice(n, n + PAGE);
		for (const { name } of await rowsNaming(room, some)) known.add(name as string);
	}
	return known;
}

function rowsNaming(room: Room, names: string[]): Promise<{ name: string | null }[]> {
	if (room === "photos")
		return db.select({ name: photoDerivatives.name }).from(photoDerivatives).where(inArray(photoDerivatives.name, names));
	return db.select({ name: photos.originalName }).from(photos).where(inArray(photos.originalName, names));
}

function strayBefore(at: Date): Date {
	return new Date(at.getTime() - STRAY_AFTER_MS);
}
