import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startChromium } from "#tests/chromium.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), "tingyuan-chromium-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
	["a wrapper of a package that is not installed", '#!/bin/sh\necho "please install it" >&2\nexit 1\n', 0o755],
	["another machine's binary", "\u007fELF of nothing", 0o755],
	["a file that may not be run", "#!/bin/sh\n", 0o644],
])("%s is told, and the browser that npm brought opens the page", async (_what, content, mode) => {
	const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
	writeFileSync(path.join(folder, "chromium"), content, { mode });
	vi.stubEnv("CHROMIUM_PATH", undefined);
	vi.stubEnv("IGNORE_SYSTEM_CHROMIUM", undefined);
	vi.stubEnv("PATH", folder);
	const browser = await startChromium();
	const page = await browser.newPage();
	await page.setContent("<title>庭院</title>");
	expect(await page.title()).toBe("庭院");
	await browser.close();
	expect(warned).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(`${folder}/chromium does not start`));
	vi.unstubAllEnvs();
	warned.mockRestore();
});
