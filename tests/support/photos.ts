import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach } from "vitest";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { type TakenIn, takeInPhoto } from "#domain/photos/intake.ts";
import { env } from "#platform/env.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { uploadOf } from "#tests/pictures.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

/** A district with its cast, where Bao's household sends photos; the picture processes end with the file. */
export function photoStudio(): { cast: () => Cast; takeIn: (bytes: Uint8Array) => Promise<TakenIn> } {
	freshDatabase();
	let cast: Cast;
	beforeEach(async () => {
		cast = await inviteCast();
	});
	afterAll(closeDarkroom);
	return {
		cast: () => cast,
		takeIn: async (bytes) => {
			const { householdId, personId } = cast.homes.bao;
			return takeInPhoto({ upload: await uploadOf(bytes), householdId, personId, at: MORNING });
		},
	};
}

/** Paths of all files below a folder of the data folder. */
export function filesUnder(room: "photos" | "originals" | "tmp"): string[] {
	const folder = path.join(env.dataDir, room);
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}

/** The bytes of everything that could be served, as one text. */
export function servedBytes(): string {
	return filesUnder("photos")
		.map((file) => readFileSync(file, "latin1"))
		.join("\n");
}
