import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = path.join(root, "dist/.built-from");
// What Astro's output depends on. Node reads the other rooms directly.
const SOURCES = [
	"src/pages",
	"src/layouts",
	"src/ui",
	"src/islands",
	"src/styles",
	"src/actions",
	"src/middleware.ts",
	"src/i18n",
	"src/domain",
	"public",
];
const CONFIG = ["astro.config.mjs", "package-lock.json", "tsconfig.json"];

export function isBuilt(): boolean {
	return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint();
}

/** Builds the pages. The builder's output is returned only if it fails. */
export async function build(): Promise<void> {
	const from = fingerprint();
	const astro = path.join(root, "node_modules/astro/bin/astro.mjs");
	const builder = spawn(process.execPath, [astro, "build"], {
		cwd: root,
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
	});
	let said = "";
	builder.stdout.on("data", (chunk) => {
		said += chunk;
	});
	builder.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const code = await new Promise((resolve) => builder.on("exit", resolve));
	if (code !== 0) throw new Error(`astro build failed\n${said}`);
	writeFileSync(stamp, from);
}

function fingerprint(): string {
	const files = SOURCES.flatMap((source) => filesBelow(path.join(root, source))).concat(CONFIG.map((file) => path.join(root, file)));
	const hash = createHash("sha256");
	for (const file of files.sort()) hash.update(`${path.relative(root, file)}\n`).update(readFileSync(file));
	return hash.digest("hex");
}

function filesBelow(place: string): string[] {
	if (!existsSync(place)) return [];
	if (statSync(place).isFile()) return [place];
	return readdirSync(place, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}
