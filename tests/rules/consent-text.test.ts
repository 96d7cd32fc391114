import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { messagesFor } from "#i18n/messages.ts";

// Each yes keeps which edition was read aloud. Whoever changes a word gives the text a new edition, and adds its line here; old lines stay.
const EDITIONS: Record<string, string> = {
	"2026-12": "445c65a458051e3d",
};

test("each edition of the text that is read aloud stands for one text", () => {
	const { edition, text } = messagesFor("zh-CN").assist.consent;
	expect(createHash("sha256").update(text.join("\n")).digest("hex").slice(0, 16)).toBe(EDITIONS[edition]);
});
