import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = ["src/cli/bootstrap.mjs", "src/platform/quick-imports.ts"];
let folder: string;
const fileIn = (name: string) => path.join(folder, name);

/** A clone with one command; an npm of its own only notes that it was called. */
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), "tingyuan-clone-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	for (const dir of ["src/cli", "src/platform", "tests", "bin"]) mkdirSync(fileIn(dir), { recursive: true });
	for (const source of SOURCES) copyFileSync(path.join(root, source), fileIn(source));
	writeFileSync(fileIn("package.json"), '{"type":"module"}');
	writeFileSync(fileIn("package-lock.json"), "{}");
	for (const script of ["src/cli/hello.ts", "tests/hello.ts"]) writeFileSync(fileIn(script), 'console.log("hello");');
	writeFileSync(fileIn("bin/npm"), `#!/bin/sh\necho "$@" >> ${fileIn("asked")}\nmkdir -p ${fileIn("node_modules")}\n`);
	chmodSync(fileIn("bin/npm"), 0o755);
});

function started(...args: string[]) {
	const env = { ...process.env, PATH: `${fileIn("bin")}${path.delimiter}${process.env["PATH"]}` };
	return spawn(process.execPath, [fileIn("src/cli/bootstrap.mjs"), ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
}

async function outcome(...args: string[]) {
	const child = started(...args);
	let said = "";
	child.stdout.on("data", (chunk) => (said += chunk));
	const [code] = await once(child, "close");
	return { code, said: said.trim(), hasInstalled: existsSync(fileIn("asked")) };
}

function install(...packages: string[]) {
	for (const name of packages) mkdirSync(fileIn(`node_modules/${name}`), { recursive: true });
	writeFileSync(fileIn("node_modules/.package-lock.json"), "{}");
}

test("a bare clone installs before it runs, and the second time it only runs", async () => {
	expect(await outcome("src/cli/hello.ts")).toEqual({ code: 0, said: "hello", hasInstalled: true });
	rmSync(fileIn("asked"));
	expect(await outcome("src/cli/hello.ts")).toEqual({ code: 0, said: "hello", hasInstalled: false });
});

test("npm is told where each package lies on whatever registry it has, by a lockfile that does not stay, nor what it noted of that", async () => {
	const packages = {
		"": {},
		"node_modules/@a/b": { version: "1.0.0", integrity: "sha512-x" },
		"node_modules/c": { name: "d", version: "2.0.0" },
	};
	writeFileSync(fileIn("package-lock.json"), JSON.stringify({ packages }));
	const keep = `cp npm-shrinkwrap.json ${fileIn("given")}; cp npm-shrinkwrap.json ${fileIn("node_modules/.package-lock.json")}`;
	writeFileSync(fileIn("bin/npm"), `#!/bin/sh\necho "$@" >> ${fileIn("asked")}\nmkdir -p ${fileIn("node_modules")}\n${keep}\n`);
	expect((await outcome("src/cli/hello.ts")).said).toBe("hello");
	const resolved = "https://registry.invalid/@a/b/-/b-1.0.0.tgz";
	const given = JSON.parse(readFileSync(fileIn("given"), "utf8"));
	expect(given.packages).toEqual({ ...packages, "node_modules/@a/b": { ...packages["node_modules/@a/b"], resolved } });
	expect(readFileSync(fileIn("asked"), "utf8")).toContain("--replace-registry-host=always");
	expect(JSON.parse(readFileSync(fileIn("node_modules/.package-lock.json"), "utf8"))).toEqual({ packages });
	expect(existsSync(fileIn("npm-shrinkwrap.json"))).toBe(false);
});

test("a container with what runs the site, and nothing more, installs nothing for its commands; the tests need the rest", async () => {
	install("astro");
	expect(await outcome("src/cli/hello.ts")).toEqual({ code: 0, said: "hello", hasInstalled: false });
	expect((await outcome("tests/hello.ts")).hasInstalled).toBe(true);
});

test("whoever ran npm ci has all of it, until the lockfile changes", async () => {
	install("astro", "vitest");
	expect((await outcome("tests/hello.ts")).hasInstalled).toBe(false);
	writeFileSync(fileIn("package-lock.json"), '{"lockfileVersion":3}');
	expect((await outcome("tests/hello.ts")).hasInstalled).toBe(true);
});

test("when npm is ended, and its shell with it, the command ends too", async () => {
	install("astro");
	writeFileSync(
		fileIn("src/cli/serve.ts"),
		'process.once("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000); console.log(process.pid);',
	);
	const env = { ...process.env, TZ: "UTC" };
	const line = `"${process.execPath}" "${fileIn("src/cli/bootstrap.mjs")}" src/cli/serve.ts; true`;
	const shell = spawn("sh", ["-c", line], { env, stdio: ["ignore", "pipe", "ignore"] });
	const [first] = await once(shell.stdout, "data");
	const pid = Number(String(first));
	shell.kill("SIGTERM");
	await expect.poll(() => isRunning(pid)).toBe(false);
});

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
