import { spawn } from "node:child_process";
import { once } from "node:events";
import { env } from "./env.ts";

const WAIT_MS = 60_000;
const MOST_BYTES = 20 * 1024 * 1024;

export class VoiceFailed extends Error {}

/** What is read aloud, as the configured command makes it: it reads the text and writes the sound. No shell is between. Throws VoiceFailed. */
export async function spoken(text: string): Promise<Uint8Array> {
	const [command, ...args] = env.voice;
	if (!command) throw new VoiceFailed("no VOICE is configured");
	const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"], signal: AbortSignal.timeout(WAIT_MS) });
	const ended = once(child, "close");
	ended.catch(() => undefined);
	// A command that reads nothing closes its end early.
	child.stdin.on("error", () => undefined);
	child.stdin.end(text);
	const pieces: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const piece of child.stdout as AsyncIterable<Buffer>) {
			bytes += piece.length;
			if (bytes > MOST_BYTES) throw new VoiceFailed("the sound is too large");
			pieces.push(piece);
		}
		const [code] = await ended;
		if (code !== 0) throw new VoiceFailed(`it ended with ${code}`);
		return Buffer.concat(pieces);
	} catch (error) {
		throw error instanceof VoiceFailed ? error : new VoiceFailed(String(error));
	} finally {
		child.kill("SIGKILL");
	}
}
