import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import { noteEnvironment } from "./environment.ts";
import { once } from "./once.ts";

/** A browser on this machine with the environment that it needs. */
interface Chromium {
	executablePath: string;
	env: Record<string, string>;
}

const FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-quic",
	// A camera with a made-up picture, which pages may use.
	"--use-fake-device-for-media-stream",
	"--use-fake-ui-for-media-stream",
	// A page is open for a moment: to optimise its scripts costs more than it gives.
	"--js-flags=--no-opt --no-maglev",
];

/** Starts CHROMIUM_PATH, otherwise the system's chromium (unless IGNORE_SYSTEM_CHROMIUM is set). If there is none or it does not start, npm's is used. */
export async function startChromium(): Promise<Browser> {
	const env = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontSettings() };
	const executablePath = process.env["CHROMIUM_PATH"] ?? (process.env["IGNORE_SYSTEM_CHROMIUM"] ? undefined : onPath());
	if (executablePath) {
		try {
			return await started({ executablePath, env });
		} catch (error) {
			// Reasons: a wrapper of a package that is not installed, a missing library, another machine's binary.
			console.warn(`${executablePath} does not start, so npm's Chromium is taken: ${String(error).split("\n")[0]}`);
		}
	}
	return started(await brought(env));
}

function started(found: Chromium): Promise<Browser> {
	return chromium.launch({ ...found, args: FLAGS });
}

function onPath(): string | undefined {
	const folders = process.env["PATH"]?.split(path.delimiter) ?? [];
	return ["chromium", "chromium-browser", "google-chrome"]
		.flatMap((name) => folders.map((folder) => path.join(folder, name)))
		.find((file) => existsSync(file));
}

/** Unpacks @sparticuz/chromium and the libraries that a bare machine lacks; it brings those only if it believes it runs in a cloud function. */
async function brought(env: Record<string, string>): Promise<Chromium> {
	const place = ownFolder("chromium");
	const ready = path.join(place, "ready");
	const giveBack = noteEnvironment();
	Object.assign(process.env, { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x", TMPDIR: place });
	try {
		const { default: bundled } = await import("@sparticuz/chromium");
		const isDone = () => existsSync(ready);
		const work = async () => writeFileSync(ready, await bundled.executablePath());
		await once("chromium", { isDone, work });
		const executablePath = await bundled.executablePath();
		return { executablePath, env: { ...env, LD_LIBRARY_PATH: path.join(place, "al2023/lib") } };
	} finally {
		giveBack();
	}
}

/** Provides Chinese letters on a machine without fonts. */
export function fontSettings(): string {
	const fonts = path.dirname(fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-sc/package.json")));
	const place = ownFolder("fonts");
	const folders = ["400Regular", "700Bold"].map((weight) => `<dir>${path.join(fonts, weight)}</dir>`).join("");
	const file = path.join(place, "fonts.conf");
	writeFileSync(
		file,
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${place}</cachedir></fontconfig>`,
	);
	return file;
}

function ownFolder(name: string): string {
	const folder = path.join(tmpdir(), `tingyuan-${userInfo().uid}`, name);
	mkdirSync(folder, { recursive: true });
	return folder;
}
