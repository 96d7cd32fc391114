import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { messagesFor } from "#i18n/messages.ts";

// Each yes keeps which edition was read aloud. Whoever changes a word gives the text a new edition, and adds its line here; old lines stay.
const EDITIONS: Record<string, string> = {
	"pairs 2026-12": "445c65a458051e3d",
	"channels 2026-12": "acb04a464a2b18a2",
	"channels 2026-12-2": "3ca7a1babd16a393",
};

test("each edition of the text that is read aloud stands for one text", () => {
	const { assist, consents } = messagesFor("zh-CN");
	for (const [what, { edition, text }] of [["pairs", assist.consent] as const, ["channels", consents] as const])
		expect(createHash("sha256").update(text.join("\n")).digest("hex").slice(0, 16), what).toBe(EDITIONS[`${what} ${edition}`]);
});
