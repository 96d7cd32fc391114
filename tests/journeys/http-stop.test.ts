import { request } from "node:http";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useOwnSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { draftOf } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useOwnSite(async () => {
	cast = await inviteCast();
});

// Quick to take in, also on a busy machine.
const SMALL = { width: 320, height: 240 };
const file = (name: string) => `--x\r\nContent-Disposition: form-data; name="photos"; filename="${name}"\r\n\r\n`;
const words = '--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n扫了一上午。\r\n';

test("a stop in the middle of a slow upload keeps the words and the photo that had come", async () => {
	const bao = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	const submissionId = await draftOf(cast.homes.bao);
	const form = (await bao.open(`/submit/${submissionId}/photos?side=after`)).root.querySelector("form[enctype]");
	expect(form?.querySelectorAll("[name=words], [name=photos]").map((field) => field.getAttribute("name"))).toEqual(["words", "photos"]);
	const { port, origin } = site();
	const cookie = [...bao.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
	const headers = { origin, cookie, "content-type": "multipart/form-data; boundary=x", "content-length": 10_000_000 };
	const slow = request({ port, host: "127.0.0.1", method: "POST", path: `/submit/${submissionId}/photos?side=after`, headers });
	const gone = new Promise((resolve) => slow.on("error", resolve));
	slow.write(
		Buffer.concat(
			[file("1.jpg"), await photoOf(1, SMALL), "\r\n", words, file("2.jpg"), await photoOf(2, SMALL)].map((piece) => Buffer.from(piece)),
		),
	);
	await expect.poll(async () => (await db.select().from(submissions))[0]?.words).toBe("扫了一上午。");
	expect(await site().stop()).toBe(0);
	await gone;
	expect(await db.select().from(submissionPhotos)).toMatchObject([{ submissionId, side: "after" }]);
});
