import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import node from "@astrojs/node";
import { build } from "astro";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.join(here, "../../..");
// Inside the project, so that what was built finds its packages.
const built = path.join(root, "dist/limit/");

/** Builds the bare page with the settings that ours has, if it or a package changed. Returns the folder. */
export async function buildLimit(): Promise<string> {
	const sources = ["pages/index.astro", "rows.ts", "build.ts"].map((file) => path.join(here, file));
	const hash = createHash("sha256");
	for (const file of [...sources, path.join(root, "package-lock.json")]) hash.update(readFileSync(file));
	const [stamp, state] = [`${built}.built-from`, hash.digest("hex")];
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return built;
	await build({
		...{ configFile: false, root: here, srcDir: here, outDir: built, output: "server", session: false, logLevel: "error" },
		adapter: node({ mode: "middleware", experimentalDisableStreaming: true }),
	});
	writeFileSync(stamp, state);
	return built;
}
