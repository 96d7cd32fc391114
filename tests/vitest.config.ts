import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Rules, domain and repo tests need no server; journeys and browser tests start the built one. */
export default defineConfig({
	root,
	test: {
		include: ["tests/**/*.test.ts"],
		globalSetup: ["tests/support/template.ts"],
		setupFiles: ["tests/support/setup.ts"],
		env: { LOG_LEVEL: "silent" },
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 60_000,
	},
});
