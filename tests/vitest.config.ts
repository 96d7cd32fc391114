import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const QUICK = new URL("../src/platform/quick-imports.ts", import.meta.url).href;
const SITE = ["tests/journeys/**/*.test.ts", "tests/browser/**/*.test.ts"];

/** `plain` tests need no server; `site` tests start the built one. The files of a worker share its process; `setup.ts` tidies up between them. */
export default defineConfig({
	root,
	test: {
		globalSetup: ["tests/support/template.ts"],
		setupFiles: ["tests/support/setup.ts"],
		env: { LOG_LEVEL: "silent" },
		pool: "forks",
		// Node reads our TypeScript by itself, as it does for the site: what nobody mocks need not be rewritten by Vite first, a tenth of the work.
		experimental: { viteModuleRunner: false, nodeLoader: false },
		execArgv: ["--import", QUICK],
		maxWorkers: 2,
		// Generous limits, so that a busy machine (sixteen running processes) causes no failure; only a test that hangs meets them.
		testTimeout: 120_000,
		hookTimeout: 240_000,
		expect: { poll: { timeout: 60_000 } },
		projects: [
			{ extends: true, test: { name: "plain", include: ["tests/**/*.test.ts"], exclude: SITE, isolate: false } },
			{ extends: true, test: { name: "site", include: SITE, isolate: false } },
		],
	},
});
