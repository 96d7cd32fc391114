import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { type PhotoFormOutcome, receivePhotos } from "#http/photo-form.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { fullDisk } from "#tests/full-disk.ts";
import { photoOf } from "#tests/pictures.ts";
import { draftOf } from "#tests/submissions.ts";

let bao: Awaited<ReturnType<typeof inviteCast>>["homes"]["bao"];
let submissionId: string;
const { dataDir } = freshDatabase(async () => {
	bao = (await inviteCast()).homes.bao;
	submissionId = await draftOf(bao);
});

const SMALL = { width: 320, height: 240 };
const CHUNK = 16 * 1024;

type Part = [name: string, content: string] | [name: string, content: Uint8Array, fileName: string];

function bodyOf(parts: Part[], { end = true } = {}): Buffer {
	const pieces = parts.flatMap(([name, content, fileName]) => {
		const file = fileName === undefined ? "" : `; filename="${fileName}"\r\nContent-Type: application/octet-stream`;
		return [`--line\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`, content, "\r\n"];
	});
	return Buffer.concat([...pieces, end ? "--line--\r\n" : ""].map((piece) => Buffer.from(piece as string)));
}

/** The form as it comes over a line: in pieces, and broken off with an error where `breaks`. */
function send(body: Buffer, { type = "multipart/form-data; boundary=line", breaks = false } = {}): Promise<PhotoFormOutcome> {
	let at = 0;
	const stream = new ReadableStream<Uint8Array>({
		pull(controller) {
			if (at < body.length) controller.enqueue(new Uint8Array(body.subarray(at, at + CHUNK)));
			else if (breaks) controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
			else controller.close();
			at += CHUNK;
		},
	});
	return sendStream(stream, type);
}

function sendStream(body: ReadableStream<Uint8Array>, type = "multipart/form-data; boundary=line"): Promise<PhotoFormOutcome> {
	const init = { method: "POST", headers: { "content-type": type }, body, duplex: "half" } as RequestInit;
	return receivePhotos({ request: new Request("http://site/", init), submissionId, side: "after", by: bao, at: MORNING });
}

function strays(): number {
	const folder = path.join(dataDir(), "tmp");
	return existsSync(folder) ? readdirSync(folder).length : 0;
}

async function wordsKept(): Promise<string | undefined> {
	return (await db.select().from(submissions))[0]?.words;
}

test("words and photos arrive in one form, whichever comes first", async () => {
	const parts: Part[] = [
		["photos", await photoOf(1, SMALL), "院子.jpg"],
		["photos", await photoOf(2, SMALL), "IMG_2.jpg"],
		["words", "扫了一上午。"],
	];
	const { added, refused, failure } = await send(bodyOf(parts));
	expect([added.length, refused, failure]).toEqual([2, [], undefined]);
	expect(await db.select().from(submissionPhotos)).toMatchObject([{ side: "after" }, { side: "after" }]);
	expect(await wordsKept()).toBe("扫了一上午。");
	expect(strays()).toBe(0);
});

test("a photo that is refused is named with why; the others and the words are kept", async () => {
	const parts: Part[] = [
		["photos", Buffer.from("我不是照片，我是文字"), "说明.jpg"],
		["photos", await photoOf(1, SMALL), "院子.jpg"],
		["words", "码齐了。"],
	];
	const { added, refused } = await send(bodyOf(parts));
	expect(added).toHaveLength(1);
	expect(refused).toMatchObject([{ fileName: "说明.jpg", refusal: { key: "photos.notAPicture" } }]);
	expect(await wordsKept()).toBe("码齐了。");
	expect(strays()).toBe(0);
});

test("a photo for which the database has no room is asked to come again as such; when there is room, the same form is taken", async () => {
	const makeRoom = await fullDisk();
	let form: Buffer = Buffer.alloc(0);
	let refused: PhotoFormOutcome["refused"] = [];
	// The last pages have room for one or two.
	for (let n = 1; refused.length === 0 && n <= 3; n += 1) {
		form = bodyOf([["photos", await photoOf(n, SMALL), "院子.jpg"]]);
		({ refused } = await send(form));
	}
	expect(refused).toMatchObject([{ fileName: "院子.jpg", refusal: { status: 507, key: "common.diskFull", retryAfterSeconds: 60 } }]);
	expect(strays()).toBe(0);
	await makeRoom();
	expect((await send(form)).added).toHaveLength(1);
});

test("a file past 100 MB is refused while it comes, and the form goes on behind it", async () => {
	const parts: Part[] = [
		["photos", Buffer.alloc(101 * 1024 * 1024, 0xff), "大.jpg"],
		["photos", await photoOf(1, SMALL), "小.jpg"],
		["words", "后面的话。"],
	];
	const { added, refused } = await send(bodyOf(parts));
	expect(added).toHaveLength(1);
	expect(refused).toMatchObject([{ fileName: "大.jpg", refusal: { refusal: "too_large" } }]);
	expect(await wordsKept()).toBe("后面的话。");
	expect(strays()).toBe(0);
});

test("an input without a file is no photo", async () => {
	const { added, refused, failure } = await send(
		bodyOf([
			["photos", Buffer.alloc(0), ""],
			["words", "只有话"],
		]),
	);
	expect([added, refused, failure]).toEqual([[], [], undefined]);
	expect(await wordsKept()).toBe("只有话");
});

test("too many files: the first six are looked at, the rest is let go and told", async () => {
	const parts = Array.from({ length: 9 }, (_, n): Part => ["photos", Buffer.from(`x${n}`), `${n}.jpg`]);
	const { refused, failure } = await send(bodyOf(parts));
	expect(refused).toHaveLength(6);
	expect(failure).toMatchObject({ key: "submissions.tooManyFiles" });
	expect(strays()).toBe(0);
});

test.each([
	["a body that ends in the middle of a photo", { end: false, breaks: false }],
	["a line that breaks off in the middle of a photo", { end: false, breaks: true }],
])("%s: the words before it are kept, nothing is left lying, the failure is told", async (_name, { end, breaks }) => {
	const body = bodyOf(
		[
			["words", "前面的话。"],
			["photos", Buffer.alloc(300_000, 1), "半张.jpg"],
		],
		{ end },
	);
	const { added, failure } = await send(body.subarray(0, -100_000), { breaks });
	expect(added).toEqual([]);
	expect(failure).toMatchObject({ refusal: "invalid", key: "submissions.brokenForm" });
	expect(await wordsKept()).toBe("前面的话。");
	expect(strays()).toBe(0);
});

test.each([
	["no form at all", "hello", "text/plain"],
	["a form without its dividing line", "hello", "multipart/form-data"],
	["a form whose content is noise", "hello", "multipart/form-data; boundary=line"],
	["a part without an end of its head", "--line\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=line"],
	["nothing", "", "multipart/form-data; boundary=line"],
])("%s is told as such", async (_name, body, type) => {
	const { added, failure } = await send(Buffer.from(body), { type });
	expect(added).toEqual([]);
	expect(failure).toMatchObject({ refusal: "invalid", key: "submissions.brokenForm" });
	expect(strays()).toBe(0);
});

const ENDS = [
	"--line\r\n",
	"--line",
	"--line-",
	"--line\r",
	"--linex--",
	"--line\n--line--",
	"--line\r\n\r\n",
	"--line\r\nContent-Disp",
	"",
];

test("a form that ends in a dividing line, or in any other place but the closing one, is answered, and leaves nothing lying", async () => {
	const words: Part = ["words", "前面的话。"];
	const photo: Part = ["photos", Buffer.alloc(300_000, 65), "院子.jpg"];
	for (const parts of [[words, photo], [photo, photo], [words], []]) {
		for (const end of ENDS) {
			const { failure, added } = await send(Buffer.concat([bodyOf(parts, { end: false }), Buffer.from(end)]));
			expect([end, failure?.key, added]).toEqual([end, "submissions.brokenForm", []]);
			expect(strays()).toBe(0);
		}
	}
	expect(await wordsKept()).toBe("前面的话。");
});

test("a form that breaks off at any byte is answered", async () => {
	const whole = bodyOf([
		["words", "话"],
		["photos", Buffer.from("\r\n--lin\r\n--li--"), "a.jpg"],
		["photos", Buffer.alloc(0), ""],
	]);
	for (let length = 0; length < whole.length - 4; length += 1) expect((await send(whole.subarray(0, length))).failure).toBeDefined();
	const { failure, refused } = await send(whole);
	expect([failure, refused.length, strays()]).toEqual([undefined, 1, 0]);
});

test("words are kept as soon as they came, while the photos behind them are still on their way", async () => {
	let arrive: (rest: Uint8Array) => void = () => undefined;
	const rest = new Promise<Uint8Array>((resolve) => {
		arrive = resolve;
	});
	const body = bodyOf([
		["words", "先到的话。"],
		["photos", await photoOf(1, SMALL), "院子.jpg"],
	]);
	const stream = new ReadableStream<Uint8Array>({
		async start(controller) {
			controller.enqueue(new Uint8Array(body.subarray(0, 400)));
			controller.enqueue(await rest);
			controller.close();
		},
	});
	const outcome = sendStream(stream);
	await expect.poll(wordsKept).toBe("先到的话。");
	arrive(new Uint8Array(body.subarray(400)));
	expect((await outcome).added).toHaveLength(1);
});

test("of four forms that a household sends at once the fourth keeps its words, and its photo is asked to come again; then it is taken", async () => {
	const photos = await Promise.all([1, 2, 3, 4].map((number) => photoOf(number, SMALL)));
	const held = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
	const slow = held.map(({ promise }, n) => {
		const body = bodyOf([["photos", photos[n] as Buffer, `${n}.jpg`]]);
		return sendStream(
			new ReadableStream({
				async pull(controller) {
					await promise;
					controller.enqueue(new Uint8Array(body));
					controller.close();
				},
			}),
		);
	});
	const fourth = bodyOf([
		["words", "墙根种了月季。"],
		["photos", photos[3] as Buffer, "4.jpg"],
	]);
	const refused = await send(fourth);
	expect(refused.refused).toMatchObject([{ fileName: "4.jpg", refusal: { status: 503, retryAfterSeconds: 10 } }]);
	expect(await wordsKept()).toBe("墙根种了月季。");
	for (const { resolve } of held) resolve();
	for (const outcome of await Promise.all(slow)) expect(outcome.added).toHaveLength(1);
	await db.delete(submissionPhotos);
	expect((await send(fourth)).added).toHaveLength(1);
	expect(strays()).toBe(0);
});

test("names with quotes, folders and signs of any writing come through; a bare name is read as well", async () => {
	const head = (disposition: string) => `--line\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
	const body = `${head('name="photos"; filename="C:\\照\\院 %22子%22 ᠮᠣᠩ.jpg"')}x\r\n${head("name=words")}话\r\n--line--`;
	const { refused, fields } = await send(Buffer.from(body));
	expect(refused).toMatchObject([{ fileName: '院 "子" ᠮᠣᠩ.jpg' }]);
	expect(fields.get("words")).toBe("话");
});

test("too many words are told and shown again; the photos of that form are kept", async () => {
	const parts: Part[] = [
		["photos", await photoOf(1, SMALL), "院子.jpg"],
		["words", "扫".repeat(501)],
	];
	const { added, failure, fields } = await send(bodyOf(parts));
	expect(added).toHaveLength(1);
	expect(failure).toMatchObject({ key: "submissions.tooManyWords", field: "words" });
	expect(fields.get("words")).toBe("扫".repeat(501));
	expect(strays()).toBe(0);
});
