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
	/** Whoever is told that too many send comes again, as people do; otherwise that is an error. */
	isPatient?: boolean;
}

export interface Sent {
	/** Milliseconds from the last byte to each answer. */
	answers: number[];
	/** How often somebody was told to come again. */
	toldToWait: number;
}

// The process that sends photos, each as the first of a household's new pair.
const LINE = "----bench";
process.once("disconnect", () => process.exit(0));
process.on("message", async ({ origin, file, amount, perSecond, from, isPatient = false }: Uploads) => {
	const photo = readFileSync(file);
	const sending: Promise<number>[] = [];
	let toldToWait = 0;
	const sent = async (household: number): Promise<number> => {
		const { ms, waitSeconds } = await send(`${origin}/submit?key=bench-${household}`, { origin, photo, household });
		if (waitSeconds === 0) return ms;
		if (!isPatient) throw new Error(`a photo was told to come again in ${waitSeconds} s`);
		toldToWait += 1;
		await pause(waitSeconds * 1000);
		return sent(household);
	};
	for (let n = 0; n < amount; n++) {
		sending.push(sent(from + n));
		await pause(1000 / perSecond);
	}
	process.send?.({ answers: await Promise.all(sending), toldToWait });
});

async function send(url: string, { origin, photo, household }: { origin: string; photo: Buffer; household: number }) {
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
	if (answer.statusCode === 503) return { ms: 0, waitSeconds: Number(JSON.parse(said).retryAfterSeconds) };
	if (answer.statusCode !== 200) throw new Error(`a photo was answered ${answer.statusCode}: ${said.slice(0, 200)}`);
	return { ms: performance.now() - begun, waitSeconds: 0 };
}
