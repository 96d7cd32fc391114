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
import { duel, spreadOf } from "./rounds.ts";
import type { Uploads } from "./uploader.ts";

const PHOTOS_A_TURN = 2;

/** Twelve megapixels, all files, beside decoding them; then what readers notice while photos come. */
export async function benchPhotos(by: { householdId: string; personId: string }, households: (count: number) => number): Promise<Line[]> {
	const file = await cameraFile();
	const photo = await readFile(file);
	const lines = [
		lineOf("photo of 12 MP, all files, beside decoding", "CPU s", await intakeDuel(photo, file, by), {
			figure: "cpuS",
			aim: { atMost: 1.9 },
		}),
	];
	const cost = lines[0]?.ours;
	if (cost) lines.push(plainLine("photo of 12 MP, all files", "CPU s", cost, { atMost: 0.4 }));
	const site = await startSite(env.dataDir);
	const sender = senderOf();
	const send = (amount: number, perSecond: number) => {
		return sender.send({ origin: site.origin, file, amount, perSecond, from: households(amount) });
	};
	await send(2, 2);
	const answers = await send(5, 1);
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

async function intakeDuel(photo: Buffer, file: string, by: { householdId: string; personId: string }) {
	await openDatabase(env.databaseFile);
	const decoding = fork(new URL("./limit/decode.ts", import.meta.url));
	const takeIn = async () => {
		const before = cpuSecondsOfFamily(process.pid);
		const one = async () => takeInPhoto({ upload: await uploadOf(photo), ...by, at: MORNING });
		await Promise.all(Array.from({ length: PHOTOS_A_TURN }, one));
		return { cpuS: (cpuSecondsOfFamily(process.pid) - before) / PHOTOS_A_TURN };
	};
	const decode = async () => {
		const before = cpuSeconds(decoding.pid as number);
		decoding.send({ file, amount: PHOTOS_A_TURN });
		await once(decoding, "message");
		return { cpuS: (cpuSeconds(decoding.pid as number) - before) / PHOTOS_A_TURN };
	};
	const found = await duel(takeIn, decode);
	decoding.disconnect();
	await closeDarkroom();
	await closeDatabase();
	return found;
}

async function readersDuel({ origin, pid }: OwnSite, send: (amount: number, perSecond: number) => Promise<number[]>) {
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
	const send = async (uploads: Uploads): Promise<number[]> => {
		child.send(uploads);
		const [answers] = await Promise.race([
			once(child, "message"),
			once(child, "exit").then(() => Promise.reject(new Error("a photo was not taken"))),
		]);
		return answers as number[];
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
