import { readFileSync } from "node:fs";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { sessionOf } from "./electorate.ts";

export interface Uploads {
	origin: string;
	/** A JPEG. */
	file: string;
	amount: number;
	perSecond: number;
	/** The first household; each sends one photo. */
	from: number;
}

// The process that sends photos, each as the first of a household's new pair. Its answer: milliseconds from the last byte to each answer.
const LINE = "----bench";
process.once("disconnect", () => process.exit(0));
process.on("message", async ({ origin, file, amount, perSecond, from }: Uploads) => {
	const photo = readFileSync(file);
	const sending: Promise<number>[] = [];
	for (let n = 0; n < amount; n++) {
		sending.push(send(`${origin}/submit?key=bench-${from + n}`, { origin, photo, household: from + n }));
		await pause(1000 / perSecond);
	}
	process.send?.(await Promise.all(sending));
});

async function send(url: string, { origin, photo, household }: { origin: string; photo: Buffer; household: number }): Promise<number> {
	const [head, tail] = [
		`--${LINE}\r\ncontent-disposition: form-data; name="before"; filename="${household}.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
		`\r\n--${LINE}--\r\n`,
	];
	const headers = { origin, accept: "application/json", cookie: `session=${sessionOf(household)}` };
	const type = { "content-type": `multipart/form-data; boundary=${LINE}`, "content-length": head.length + photo.length + tail.length };
	const asked = request(url, { method: "POST", headers: { ...headers, ...type } });
	const answered = new Promise<import("node:http").IncomingMessage>((resolve, reject) =>
		asked.once("response", resolve).once("error", reject),
	);
	asked.write(head);
	await new Promise<void>((resolve) => asked.write(photo, () => resolve()));
	const begun = performance.now();
	asked.end(tail);
	const answer = await answered;
	const said = await text(answer);
	if (answer.statusCode !== 200) throw new Error(`a photo was answered ${answer.statusCode}: ${said.slice(0, 200)}`);
	return performance.now() - begun;
}
