import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { drilled } from "#tests/drills.ts";
import { useSite } from "#tests/server.ts";

const site = useSite();
const crowd = drilled(6000);

/** Opens connections of one address that say so much and no more. */
async function crowdSaying(words: string): Promise<void> {
	const lines: Socket[] = [];
	onTestFinished(() => {
		for (const line of lines) line.destroy();
	});
	for (let n = 0; n < crowd; n++) {
		const line = connect({ port: site().port, host: "127.0.0.1" });
		line.on("error", () => undefined);
		lines.push(line);
		await new Promise((resolve) => line.once("connect", resolve));
		line.write(words);
	}
}

function statusFor(localAddress: string): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const asking = request({ port: site().port, host: "127.0.0.1", localAddress, path: "/how", agent: false }, (answer) => {
			answer.resume();
			resolve(answer.statusCode);
		});
		asking.on("error", reject);
		asking.end();
	});
}

test.each([
	["forms that never end", "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\na"],
	["heads that never end", "GET / HTTP/1.1\r\nHost: "],
	["silence", ""],
])(`${crowd} connections of one address with %s keep nobody else out`, async (_, words) => {
	await crowdSaying(words);
	for (let n = 0; n < 50; n++) expect(await statusFor(`127.0.0.${2 + (n % 50)}`)).toBe(200);
	expect(await statusFor("127.0.0.1")).toBe(200);
});
