import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sha256 } from "#platform/hash.ts";
import type { Answer } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { compressedFile, isText } from "./compression.ts";

const TYPES: Record<string, string> = {
	".avif": "image/avif",
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".ico": "image/x-icon",
	".jpg": "image/jpeg",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".png": "image/png",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".webp": "image/webp",
};
const YEAR = 31_536_000;

export type Files = Map<string, Answer>;

/** Everything below a folder, read and compressed once. Requests only look up this map, so no path can leave the folder. */
export async function filesIn(folder: string): Promise<Files> {
	const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const found = names.map(async (entry): Promise<[string, Answer]> => {
		const file = path.join(entry.parentPath, entry.name);
		const address = `/${path.relative(folder, file).split(path.sep).map(encodeURIComponent).join("/")}`;
		return [address, await answerOf(address, readFileSync(file))];
	});
	return new Map(await Promise.all(found));
}

async function answerOf(address: string, identity: Buffer): Promise<Answer> {
	const type = TYPES[path.extname(address)] ?? "application/octet-stream";
	const isHashed = address.startsWith("/_astro/");
	return {
		status: 200,
		headers: {
			"content-type": type,
			"cache-control": isHashed ? `public, max-age=${YEAR}, immutable` : "public, max-age=3600",
			// A worker takes its content policy from its script.
			...(type.startsWith("text/javascript") && { "content-security-policy": "default-src 'self'" }),
			etag: `"${sha256(identity).slice(0, 20)}"`,
			...(isText(type) && { vary: "accept-encoding" }),
		},
		body: isText(type) ? await compressedFile(identity) : { identity },
	};
}

export function fileFor({ method, path: address }: Asked, files: Files): Answer | undefined {
	return method === "POST" ? undefined : files.get(address);
}
