// Runs one of our commands from a bare clone: installs what is missing, then hands over to the Node that the lockfile brings.
// Plain JavaScript without dependencies, for it runs on whatever Node ≥ 20 the machine has, before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = path.join(root, "node_modules/.tingyuan-installed");

const [script, ...rest] = process.argv.slice(2);
await install(/^tests\//.test(script) ? "all" : "runtime");
// Node keeps what it compiled, so the next start takes a quarter less work.
process.env.NODE_COMPILE_CACHE ??= path.join(root, "node_modules/.cache/compiled");
process.env.PATH = `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`;
// Node would let the young objects of a server grow to 128 MB before it looks whether they are still needed. deploy/ says the same.
const heap = ["--max-semi-space-size=8"];
// Each thread of glibc would keep what it once had. deploy/ says the same.
process.env.MALLOC_ARENA_MAX ??= "1";
process.exit(await run(runtime(), [...heap, path.join(root, script), ...rest]));

/** Running the site needs half of the modules; the tests need the rest, which are then added, not installed anew. */
async function install(wanted) {
	const [installed, from] = existsSync(stamp) ? readFileSync(stamp, "utf8").split(" ") : byHand();
	const isCurrent = from === lockfile();
	if (isCurrent && (installed === "all" || installed === wanted)) return;
	console.error("安装依赖（只在第一次，或依赖变了的时候）… Installing what is missing …");
	const how = isCurrent ? ["install", "--no-save"] : wanted === "all" ? ["ci"] : ["ci", "--omit=dev"];
	const failed = await run("npm", [...how, "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"]);
	if (failed) process.exit(failed);
	writeFileSync(stamp, `${wanted} ${lockfile()}`);
}

/** What somebody installed themselves since the lockfile was last changed: `npm ci`, or only what runs the site, as in a container that nothing may write to. */
function byHand() {
	const [ours, theirs] = ["package-lock.json", "node_modules/.package-lock.json"].map((file) => path.join(root, file));
	if (!existsSync(theirs) || statSync(theirs).mtimeMs < statSync(ours).mtimeMs) return [];
	return [existsSync(path.join(root, "node_modules/vitest")) ? "all" : "runtime", lockfile()];
}

/** What the installed modules came from; another lockfile means installing again. */
function lockfile() {
	return createHash("sha256")
		.update(readFileSync(path.join(root, "package-lock.json")))
		.digest("hex");
}

/** Node 24 from the lockfile on Linux; elsewhere the system's own, which must then run TypeScript as it is. */
function runtime() {
	const bundled = path.join(root, "node_modules/.bin/node");
	if (existsSync(bundled)) return bundled;
	const [major, minor] = process.versions.node.split(".").map(Number);
	if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
	console.error(`需要 Node 22.18 或更新的版本，现在是 ${process.versions.node}。 Node ≥ 22.18 is needed here.`);
	return process.exit(1);
}

/** npm's shell does not pass a SIGTERM on; it only ends, and this process gets another parent. */
function endWithParent(child) {
	const parent = process.ppid;
	const watch = setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500);
	watch.unref();
}

function run(command, args) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
		for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
		endWithParent(child);
		child.on("error", (error) => {
			console.error(error.message);
			resolve(1);
		});
		child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
	});
}
