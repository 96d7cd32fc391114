import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { env } from "#platform/env.ts";
import { MORNING } from "#tests/cast.ts";
import { drawing, uploadOf } from "#tests/pictures.ts";
import { type OwnSite, startSite } from "#tests/server.ts";
import { cpuSeconds, cpuSecondsOfFamily } from "./cpu.ts";
import { type Line, lineOf, plainLine } from "./lines.ts";
import { Client, READER } from "./load.ts";
import { duel, duelOf, inTurn, type Spread, sideOf, spreadOf, type Turn } from "./rounds.ts";
import type { Sent, Uploads } from "./uploader.ts";

const PHOTOS_A_TURN = 2;

/** Twelve megapixels, all files, beside decoding them; then what readers notice while photos come. */
export async function benchPhotos(by: { householdId: string; personId: string }, households: (count: number) => number): Promise<Line[]> {
	const file = await cameraFile();
	const photo = await readFile(file);
	const lines = await benchIntake(photo, file, by);
	const site = await startSite(env.dataDir);
	const sender = senderOf();
	const send = (amount: number, perSecond: number) => {
		return sender.send({ origin: site.origin, file, amount, perSecond, from: households(amount) });
	};
	await send(2, 2);
	const { answers } = await send(5, 1);
	lines.push(plainLine("photo of 12 MP, from its last byte to the answer", "ms", spreadOf(answers), { atMost: 200 }));
	lines.push(
		lineOf("wall while two photos a second come, beside idle", "p99 ms", await readersDuel(site, send), {
			figure: "p99Ms",
			aim: { atMost: 3 },
		}),
	);
	await site.stop();
	sender.end();
	return lines;
}

/** All files of a photo with everything about them, beside decoding it and beside the same files by sharp alone, which is what can be reached at these levels. */
export async function benchIntake(
	photo: Buffer,
	file: string,
	by: { householdId: string; personId: string },
	rounds?: number,
): Promise<Line[]> {
	await openDatabase(env.databaseFile);
	const limits = [
		limitOf(new URL("./limit/decode.ts", import.meta.url), file),
		limitOf(new URL("./limit/prints.ts", import.meta.url), file),
	] as const;
	const takeIn = async () => {
		const before = cpuSecondsOfFamily(process.pid);
		const one = async () => takeInPhoto({ upload: await uploadOf(photo), ...by, at: MORNING });
		await Promise.all(Array.from({ length: PHOTOS_A_TURN }, one));
		return { cpuS: (cpuSecondsOfFamily(process.pid) - before) / PHOTOS_A_TURN };
	};
	const { ours, decoded, printed } = await inTurn({ ours: takeIn, decoded: limits[0].turn, printed: limits[1].turn }, rounds);
	for (const limit of limits) limit.end();
	await closeDarkroom();
	await closeDatabase();
	const line = (beside: string, limit: Turn[], atMost: number) =>
		lineOf(`photo of 12 MP, all files, beside ${beside}`, "CPU s", duelOf({ ours, limit }), { figure: "cpuS", aim: { atMost } });
	return [
		line("decoding", decoded, 1.9),
		line("the same files by sharp alone", printed, 1.9),
		plainLine("photo of 12 MP, all files", "CPU s", sideOf(ours)["cpuS"] as Spread, { atMost: 0.4 }),
	];
}

function limitOf(script: URL, file: string) {
	const child = fork(script);
	const turn = async () => {
		const before = cpuSeconds(child.pid as number);
		child.send({ file, amount: PHOTOS_A_TURN });
		await once(child, "message");
		return { cpuS: (cpuSeconds(child.pid as number) - before) / PHOTOS_A_TURN };
	};
	return { turn, end: () => child.disconnect() };
}

async function readersDuel({ origin, pid }: OwnSite, send: (amount: number, perSecond: number) => Promise<Sent>) {
	const client = new Client();
	const read = () => client.cost(pid, { url: `${origin}/wall`, connections: 10, overallRate: 200, duration: 2, headers: READER });
	const whileSending = async () => {
		const sending = send(4, 2);
		const readers = await read();
		await sending;
		return readers;
	};
	const found = await duel(whileSending, read, 3);
	client.end();
	return found;
}

/** A process that sends photos. */
export function senderOf() {
	const child = fork(new URL("./uploader.ts", import.meta.url));
	const send = async (uploads: Uploads): Promise<Sent> => {
		child.send(uploads);
		const [sent] = await Promise.race([
			once(child, "message"),
			once(child, "exit").then(() => Promise.reject(new Error("a photo was not taken"))),
		]);
		return sent as Sent;
	};
	return { send, end: () => child.disconnect() };
}

/** A JPEG of twelve megapixels with the grain of a telephone's camera: without it a drawing is far too easy to encode. */
export async function cameraFile(): Promise<string> {
	const file = path.join(env.dataDir, "camera.jpg");
	if (existsSync(file)) return file;
	const size = { width: 4000, height: 3000 };
	const grain = {
		create: { ...size, channels: 3 as const, background: "#808080", noise: { type: "gaussian" as const, mean: 128, sigma: 18 } },
	};
	const input = await sharp(grain).png({ compressionLevel: 0 }).toBuffer();
	const drawn = drawing(1000, size).composite([{ input, blend: "soft-light" }]);
	await writeFile(file, await drawn.jpeg({ quality: 90 }).toBuffer());
	return file;
}
