import { expect, test } from "vitest";
import type { Refusal } from "#domain/errors.ts";
import { refusalFor, tellable } from "#domain/photos/refusal.ts";
import { photoAnswer, photoJson } from "#http/photo-answer.ts";
import { messagesFor } from "#i18n/messages.ts";
import { Busy } from "#platform/children/child.ts";
import { UnfitPicture } from "#platform/images/limits.ts";

const refusedWith = (refusal: Refusal) =>
	photoAnswer({ fields: new FormData(), added: [], refused: [{ fileName: "a.jpg", refusal }] }, messagesFor("zh-CN"), {
		isEmptyHanded: true,
	});

test("a busy machine answers 503 with when to come again, and does not blame the photo", async () => {
	const answer = refusedWith(tellable(new Busy(20)) as Refusal);
	const { status, headers } = photoJson(answer);
	expect([status, headers.get("retry-after")]).toEqual([503, "20"]);
	expect(await photoJson(answer).json()).toMatchObject({ added: [], retryAfterSeconds: 20, message: expect.stringContaining("20 秒") });
});

test("a photo that is too heavy, or damaged, is final", () => {
	expect(photoJson(refusedWith(tellable(new UnfitPicture("too_heavy")) as Refusal)).status).toBe(422);
	expect(photoJson(refusedWith(refusalFor("broken"))).headers.get("retry-after")).toBeNull();
});
