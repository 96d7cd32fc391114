import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "#platform/build.ts";

// `npm test`: the checks, then every test, then one line with real counts. Each check counts as one.
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name: string) => path.join(root, "node_modules/.bin", name);

interface Count {
	passed: number;
	failed: number;
}

const counts: Count[] = [];
counts.push(await check("build", async () => (isBuilt() ? 0 : build().then(() => 0))));
for (const [name, command] of [
	["biome", [bin("biome"), "check", "."]],
	// The language server behind astro check passes over declarations of more than a megabyte (playwright's): tsc sees to the rest.
	["astro check", [bin("astro"), "check", "--tsconfig", "src/tsconfig.json"]],
	["tsc", [bin("tsc"), "--noEmit"]],
	["knip", [bin("knip")]],
] as const) {
	counts.push(await check(name, () => run([...command])));
}
counts.push(await vitest());
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function check(name: string, work: () => Promise<number>): Promise<Count> {
	console.log(`— ${name}`);
	const code = await work().catch((error: unknown) => {
		console.error(String(error));
		return 1;
	});
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts from vitest's own report; a run without a report, or without a test, is a failure. */
async function vitest(): Promise<Count> {
	const folder = mkdtempSync(path.join(tmpdir(), "tingyuan-report-"));
	const report = path.join(folder, "report.json");
	const filters = process.argv.slice(2);
	const code = await run([
		bin("vitest"),
		"run",
		"--config",
		"tests/vitest.config.ts",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${report}`,
		...filters,
	]);
	try {
		const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
		const failed = numFailedTests === 0 && (code !== 0 || numPassedTests === 0) ? 1 : numFailedTests;
		return { passed: numPassedTests, failed };
	} catch {
		return { passed: 0, failed: 1 };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function run([command = "", ...args]: string[]): Promise<number> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
		child.on("error", () => resolve(1));
		child.on("exit", (code) => resolve(code ?? 1));
	});
}
