// Runs one of our commands from a bare clone: installs what is missing, then hands over to the Node that the lockfile brings.
// Plain JavaScript without dependencies, for it runs on whatever Node ≥ 20 the machine has, before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = path.join(root, "node_modules/.tingyuan-installed");
const ours = path.join(root, "package-lock.json");
const theirs = path.join(root, "node_modules/.package-lock.json");
const NOWHERE = "https://registry.invalid";
// npm prefers a lockfile of this name.
const addressed = path.join(root, "npm-shrinkwrap.json");

const [script, ...rest] = process.argv.slice(2);
await install(/^tests\//.test(script) ? "all" : "runtime");
// Node keeps what it compiled, so the next start takes a quarter less work.
process.env.NODE_COMPILE_CACHE ??= path.join(root, "node_modules/.cache/compiled");
process.env.PATH = `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`;
// Node would let the young objects of a server grow to 128 MB before it looks whether they are still needed. deploy/ says the same.
// The old ones may grow by as much again as lives, no more; and no less, or the bytes of each photo that comes would have all of them marked twice.
const heap = ["--max-semi-space-size=8", "--heap-growing-percent=100"];
// Each thread of glibc would keep what it once had. deploy/ says the same.
process.env.MALLOC_ARENA_MAX ??= "1";
// A third of a start is spared. deploy/ says the same.
const quick = ["--import", new URL("../platform/quick-imports.ts", import.meta.url).href];
process.exit(await run(runtime(), [...heap, ...quick, path.join(root, script), ...rest]));

/** Running the site needs half of the modules; the tests need the rest, which are then added, not installed anew. */
async function install(wanted) {
	const [installed, from] = existsSync(stamp) ? readFileSync(stamp, "utf8").split(" ") : byHand();
	const isCurrent = from === lockfile();
	if (isCurrent && (installed === "all" || installed === wanted)) return;
	console.error("安装依赖（只在第一次，或依赖变了的时候）… Installing what is missing …");
	const how = isCurrent ? ["install", "--no-save"] : wanted === "all" ? ["ci"] : ["ci", "--omit=dev"];
	writeFileSync(addressed, withAddresses(ours));
	const quietly = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
	const failed = await run("npm", [...how, "--replace-registry-host=always", ...quietly]);
	rmSync(addressed, { force: true });
	if (failed) process.exit(failed);
	if (existsSync(theirs)) writeFileSync(theirs, withoutAddresses(theirs));
	writeFileSync(stamp, `${wanted} ${lockfile()}`);
}

/**
 * Our lockfile names no registry, so npm would read all that is known of each package to learn where it lies: a third of its work. It is given one with the path
 * that a package has on every registry; for the host it takes that of its own.
 */
function withAddresses(file) {
	return eachPackage(file, (one, place) => {
		const name = one.name ?? place.split("node_modules/").at(-1);
		if (place && one.integrity) one.resolved ??= `${NOWHERE}/${name}/-/${name.split("/").at(-1)}-${one.version}.tgz`;
	});
}

/** What npm notes about the installed modules goes into the lockfile of whoever adds one. */
function withoutAddresses(file) {
	return eachPackage(file, (one) => one.resolved?.startsWith(NOWHERE) && delete one.resolved);
}

function eachPackage(file, change) {
	const lock = JSON.parse(readFileSync(file, "utf8"));
	for (const [place, one] of Object.entries(lock.packages ?? {})) change(one, place);
	return JSON.stringify(lock, null, "\t");
}

/** What somebody installed themselves since the lockfile was last changed: `npm ci`, or only what runs the site, as in a container that nothing may write to. */
function byHand() {
	if (!existsSync(theirs) || statSync(theirs).mtimeMs < statSync(ours).mtimeMs) return [];
	return [existsSync(path.join(root, "node_modules/vitest")) ? "all" : "runtime", lockfile()];
}

/** What the installed modules came from; another lockfile means installing again. */
function lockfile() {
	return createHash("sha256").update(readFileSync(ours)).digest("hex");
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
