import { copyFile, link, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { HOUR_MS } from "./clock.ts";
import { env } from "./env.ts";
import { randomCode } from "./ids.ts";

/**
 * The files of an installation, under DATA_DIR: `photos/` may be served, `originals/` never, `tmp/` holds running uploads. Files in the first two never
 * change; they lie on shelves, which are folders named by a file name's first two characters.
 */
export type Room = "photos" | "originals";

export interface NewFile {
	/** The bytes, or the path of a file with them, which nobody changes any more. */
	content: Uint8Array | string;
	/** Without the dot. */
	extension: string;
}

const SHELF_LENGTH = 2;
/** 26 characters of five bits beyond the shelf: 130 bits, which nobody guesses. */
const NAME_LENGTH = SHELF_LENGTH + 26;
const NAME = /^[0-9a-z]{28}\.[0-9a-z]{2,5}$/;
/** A younger file may belong to an upload whose row is not written yet. */
export const STRAY_AFTER_MS = HOUR_MS;

export function isStoredName(name: string): boolean {
	return NAME.test(name);
}

/** The path of a stored file. Throws for any name that is not ours, so that no other path can be read. */
export function storedPath(room: Room, name: string): string {
	if (!isStoredName(name)) throw new Error(`not a stored name: ${JSON.stringify(name)}`);
	return path.join(roomPath(room), name.slice(0, SHELF_LENGTH), name);
}

/**
 * Stores files so that a returned name stands for whole bytes even after a power cut: written to a temporary file, synced, renamed, and the folder synced. On
 * any error (a full disk too) no file stays. Names come in the order of the files.
 */
export async function storeFiles(room: Room, files: NewFile[]): Promise<string[]> {
	// One shelf for files that belong together, so that its folder is synced once.
	const shelf = randomCode(SHELF_LENGTH);
	const names = files.map(({ extension }) => `${shelf}${randomCode(NAME_LENGTH - SHELF_LENGTH)}.${extension}`);
	const folder = await madeShelf(room, shelf);
	const placed = await Promise.allSettled(files.map(({ content }, n) => placeWhole(content, path.join(folder, names[n] as string))));
	const failed = placed.find((outcome) => outcome.status === "rejected");
	if (failed) {
		await removeFiles(room, names);
		throw failed.reason;
	}
	await syncPath(folder);
	return names;
}

async function madeShelf(room: Room, shelf: string): Promise<string> {
	const folder = path.join(roomPath(room), shelf);
	const isNew = await mkdir(folder, { recursive: true });
	if (isNew) {
		await syncPath(roomPath(room));
		await syncPath(env.dataDir);
	}
	return folder;
}

async function placeWhole(content: NewFile["content"], target: string): Promise<void> {
	const part = `${target}.part`;
	try {
		await (typeof content === "string" ? linkOrCopy(content, part) : writeFile(part, content));
		await syncPath(part);
		await rename(part, target);
	} catch (failure) {
		await rm(part, { force: true });
		throw failure;
	}
}

/** A second name for the same bytes costs nothing; a disk without such names, or a room on another disk, gets a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
	await link(from, to).catch(() => copyFile(from, to));
}

/** Syncs a file ahead of `storeFiles`, which then has nothing to wait for. */
export async function syncPath(fileOrFolder: string): Promise<void> {
	const handle = await open(fileOrFolder, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** The disk, a quota or the database has no room for what was to be written. */
export function isDiskFull(error: unknown): boolean {
	const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
	return code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL" || (cause !== undefined && isDiskFull(cause));
}

/** A missing file is no error. */
export async function removeFiles(room: Room, names: string[]): Promise<void> {
	await Promise.all(names.map((name) => rm(storedPath(room, name), { force: true })));
}

export async function temporaryPath(): Promise<string> {
	await mkdir(temporaryFolder(), { recursive: true });
	return path.join(temporaryFolder(), randomCode(NAME_LENGTH));
}

export interface StoredFile {
	name: string;
	bytes: number;
	changedAt: Date;
}

/** The files of a room, one shelf at a time, so that a million files need little memory. Includes unfinished ones. */
export async function* storedFiles(room: Room): AsyncGenerator<StoredFile[]> {
	for (const shelf of await namesIn(roomPath(room))) yield filesIn(path.join(roomPath(room), shelf));
}

/** Removes files that no row names and no upload can still be waiting for. Returns how many. */
export async function sweepRoom(room: Room, known: (names: string[]) => Promise<Set<string>>, strayBefore: Date): Promise<number> {
	let swept = 0;
	for await (const files of storedFiles(room)) {
		const old = files.filter((file) => file.changedAt < strayBefore);
		const kept = await known(old.map((file) => file.name));
		const strays = old.filter((file) => !kept.has(file.name));
		await Promise.all(strays.map(({ name }) => rm(path.join(roomPath(room), name.slice(0, SHELF_LENGTH), name), { force: true })));
		swept += strays.length;
	}
	return swept;
}

export async function sweepTemporary(strayBefore: Date): Promise<number> {
	const strays = (await filesIn(temporaryFolder())).filter((file) => file.changedAt < strayBefore);
	await Promise.all(strays.map(({ name }) => rm(path.join(temporaryFolder(), name), { force: true })));
	return strays.length;
}

async function filesIn(folder: string): Promise<StoredFile[]> {
	const files = (await namesIn(folder)).map(async (name) => {
		const found = await stat(path.join(folder, name)).catch(() => undefined);
		return found?.isFile() ? [{ name, bytes: found.size, changedAt: found.mtime }] : [];
	});
	return (await Promise.all(files)).flat();
}

async function namesIn(folder: string): Promise<string[]> {
	return readdir(folder).catch(() => []);
}

function roomPath(room: Room): string {
	return path.join(env.dataDir, room);
}

function temporaryFolder(): string {
	return path.join(env.dataDir, "tmp");
}
