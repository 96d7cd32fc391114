import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "#platform/build.ts";

// `npm test`: the build, then the other checks and both kinds of tests side by side, then one line with the counts. Each check counts as one.
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name: string) => path.join(root, "node_modules/.bin", name);
const filters = process.argv.slice(2);

interface Count {
	passed: number;
	failed: number;
}

const built = await check("build", async () => ({ code: isBuilt() ? 0 : await build().then(() => 0), said: "" }));
// The tests that need a site wait a good deal, for a browser, a disk, a child: three at once, and the others work meanwhile.
const [site, plain, checked] = await Promise.all([vitest("site", 3, "inherit"), vitest("plain", 2, "pipe"), checks()]);
const counts = [built, ...checked, plain, site];
const hasNoTest = plain.passed + plain.failed + site.passed + site.failed === 0;
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, hasNoTest ? 1 : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** One after the other, because the tests keep the machine busy. */
async function checks(): Promise<Count[]> {
	const done: Count[] = [];
	for (const [name, ...command] of [
		["biome", bin("biome"), "check", "."],
		// Only pages and components (src/tsconfig.json), by TypeScript 6, which it needs; tsc has all the rest, by TypeScript 7, which takes a quarter of the work.
		["astro check", bin("astro"), "check", "--tsconfig", "src/tsconfig.json"],
		["tsc", path.join(root, "node_modules/typescript-7/bin/tsc"), "--noEmit", "--singleThreaded"],
		["knip", bin("knip")],
	] as const) {
		done.push(await check(name, () => run(command, "pipe")));
	}
	return done;
}

/** What runs beside the tests of the site is told in one piece, not between their lines. */
async function check(name: string, work: () => Promise<Ended>): Promise<Count> {
	const { code, said } = await work().catch((error: unknown) => ({ code: 1, said: String(error) }));
	console.log(`— ${name}: ${code === 0 ? "passed" : "failed"}\n${said}`.trimEnd());
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts from vitest's report. A filter may leave a project without tests; a run without a report is a failure. */
async function vitest(project: "plain" | "site", workers: number, output: "pipe" | "inherit"): Promise<Count> {
	const folder = mkdtempSync(path.join(tmpdir(), "tingyuan-report-"));
	const report = path.join(folder, "report.json");
	const ways = [`--maxWorkers=${workers}`, "--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
	const command = [bin("vitest"), "run", "--config", "tests/vitest.config.ts", "--project", project, ...ways];
	const { code, said } = await run([...command, ...filters], output);
	if (said) console.log(said.trimEnd());
	try {
		const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
		return { passed: numPassedTests, failed: numFailedTests === 0 && code !== 0 ? 1 : numFailedTests };
	} catch {
		return { passed: 0, failed: 1 };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Ended {
	code: number;
	said: string;
}

function run([command = "", ...args]: readonly string[], output: "pipe" | "inherit"): Promise<Ended> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: ["ignore", output, output] });
		let said = "";
		for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
		child.on("error", (error) => resolve({ code: 1, said: String(error) }));
		child.on("close", (code) => resolve({ code: code ?? 1, said }));
	});
}
