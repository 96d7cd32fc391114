import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const SITE = ["tests/journeys/**/*.test.ts", "tests/browser/**/*.test.ts"];

/** `plain` tests need no server; those of `site` start the built one. The files of a worker share its process; `setup.ts` tidies up between them. */
export default defineConfig({
	root,
	test: {
		globalSetup: ["tests/support/template.ts"],
		setupFiles: ["tests/support/setup.ts"],
		env: { LOG_LEVEL: "silent" },
		pool: "forks",
		maxWorkers: 2,
		// None of these is ever waited out where all is well: a machine on which sixteen things run is no failure.
		testTimeout: 120_000,
		hookTimeout: 240_000,
		expect: { poll: { timeout: 60_000 } },
		projects: [
			{ extends: true, test: { name: "plain", include: ["tests/**/*.test.ts"], exclude: SITE, isolate: false } },
			{ extends: true, test: { name: "site", include: SITE, isolate: false } },
		],
	},
});
