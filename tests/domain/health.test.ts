import { expect, test } from "vitest";
import { ailment } from "#domain/health.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

test("a site ails when its disk has no room for photos, and is well otherwise", async () => {
	expect(await ailment()).toBeNull();
	// A disk of the kernel's own, on which there is never any room.
	process.env["DATA_DIR"] = "/proc";
	expect(await ailment()).toBe("disk");
});
