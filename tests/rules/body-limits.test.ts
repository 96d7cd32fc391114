import { expect, test } from "vitest";
import { bodyLimitOf } from "#http/limits.ts";
import { sourcesBelow } from "#tests/sources.ts";

const sent = (path: string, type: string, query = "") => bodyLimitOf({ req: { headers: { "content-type": type } } as never, path, query });
const FORM = "multipart/form-data; boundary=x";

// Whatever takes a picture from a phone, by its field or by the reader of such a form.
const photoPages = sourcesBelow("src/pages")
	.filter(({ text }) => /accept="image\/|receive\w*Photos?\(|take(Lookback|Finding|Rating)\(/.test(text))
	.map(({ file }) =>
		file
			.slice("src/pages".length)
			.replace(/(\/index)?\.astro$/, "")
			.replaceAll(/\[\w+\]/g, "abc"),
	);

test("there are pages that take photos", () => {
	expect(photoPages.length).toBeGreaterThanOrEqual(9);
});

test.each(photoPages)("%s takes photos as phones write them, as they come; its actions are as small as any", (path) => {
	expect(sent(path, FORM)).toEqual({ bytes: 190 * 1024 * 1024, isStreamed: true });
	expect(sent(path, FORM, "?_action=models.write").isStreamed).toBe(false);
	expect(sent(path, "application/x-www-form-urlencoded").isStreamed).toBe(false);
});
