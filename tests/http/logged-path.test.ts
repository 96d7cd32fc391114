import { expect, test } from "vitest";
import { loggedPath } from "#http/asked.ts";

test.each([
	["/h/k7m2p9w4xt", "/h/…"],
	["/report/h9e1ac44cn3f", "/report/…"],
	["/report/h9e1ac44cn3f/photos/x.avif", "/report/…"],
	["/passphrase/0000", "/passphrase/…"],
	["/votes/june", "/votes/june"],
	["/report", "/report"],
])("%s stands in the log as %s", (path, logged) => {
	expect(loggedPath(path)).toBe(logged);
});
