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
		testTimeout: 30_000,
		hookTimeout: 60_000,
		projects: [
			{ extends: true, test: { name: "plain", include: ["tests/**/*.test.ts"], exclude: SITE, isolate: false } },
			{ extends: true, test: { name: "site", include: SITE } },
		],
	},
});
