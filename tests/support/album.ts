import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { publish } from "#domain/moderation/decide.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import type { Side } from "#domain/submissions/types.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { once } from "#tests/once.ts";
import { uploadOf } from "#tests/pictures.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;
type Home = Cast["homes"]["bao"];

const DAY = 24 * 60;
const CAMERA = { gps: { lat: 30.1, lon: 110.6 }, make: "HUAWEI", model: "Mate 60" };

type Album = Cast & { pairs: Record<"bao" | "chen" | "fan", string> };

/**
 * A small district with published pairs, drawn, taken in and published by the portal's commands; once in a run, for each file gets a copy of that data
 * folder. Bao's pair has two photos on each side.
 */
export async function openAlbum(): Promise<Album> {
	const made = path.join(path.dirname(process.env["TEMPLATE_DATABASE"] as string), "album");
	const told = path.join(made, "album.json");
	const { dataDir } = env;
	await closeDatabase();
	await once(`album-${sha256(made).slice(0, 12)}`, { isDone: () => existsSync(told), work: () => makeIn(made, told) });
	cpSync(made, dataDir, { recursive: true });
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
	return JSON.parse(readFileSync(told, "utf8"));
}

async function makeIn(folder: string, told: string): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	process.env["DATA_DIR"] = folder;
	copyFileSync(process.env["TEMPLATE_DATABASE"] as string, env.databaseFile);
	await openDatabase(env.databaseFile);
	const album = await make();
	await closeDatabase();
	writeFileSync(`${told}.part`, JSON.stringify(album));
	renameSync(`${told}.part`, told);
}

async function make(): Promise<Album> {
	const cast = await inviteCast();
	const { bao, chen, fan } = cast.homes;
	const now = new Date();
	const pairs = {
		fan: await published(cast, fan, { photosASide: 1, at: minutesAfter(now, -3 * DAY), categoryCode: "Q3-03" }),
		chen: await published(cast, chen, { photosASide: 1, at: minutesAfter(now, -2 * DAY), categoryCode: "Z1-02" }),
		bao: await published(cast, bao, { photosASide: 2, at: minutesAfter(now, -1 * DAY), categoryCode: "Q3-01" }),
	};
	await closeDarkroom();
	return { ...cast, pairs };
}

interface Made {
	photosASide: number;
	at: Date;
	categoryCode: string;
}

async function published(cast: Cast, home: Home, { photosASide, at, categoryCode }: Made): Promise<string> {
	const { submissionId } = await startDraft({ householdId: home.householdId, idempotencyKey: "album", by: home, at });
	for (const side of ["before", "after"] as Side[])
		for (let view = 0; view < photosASide; view++)
			await addPhoto({ submissionId, side, upload: await taken(home, { side, view, at, categoryCode }), by: home, at });
	await describe({ submissionId, words: "草除了，柴码齐了，门前亮堂多了。", categoryCode, startedBy: "self", by: home, at });
	const { version } = await sendSubmission({ submissionId, consentsToDisplay: true, by: home, at });
	await publish({ by: cast.staff.meng, submissionId, version, at });
	return submissionId;
}

async function taken(home: Home, { side, view, at, categoryCode }: { side: Side; view: number; at: Date; categoryCode: string }) {
	const drawing = drawCourtyard(courtyardOf(home.householdId), { moment: side, category: categoryCode, takenAt: at, view });
	return uploadOf(await photograph(drawing, { ...CAMERA, takenAt: at }));
}
