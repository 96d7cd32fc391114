import { readFile } from "node:fs/promises";
import { mayLoad } from "#domain/photos/rules.ts";
import { type ServedPhoto, servedPhoto } from "#domain/photos/served.ts";
import { log } from "#platform/log.ts";
import type { Answer } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { readableCookies } from "./cookies.ts";
import { refused } from "./refused.ts";
import { viewerOf } from "./viewer.ts";

const PREFIX = "/photos/";
// Browsers may keep a picture, because its bytes never change. Shared caches must forget it within a minute, in case it is withdrawn.
const RELEASED = "public, max-age=31536000, immutable, s-maxage=60";
// Long enough for a moderator's preloaded next item, short enough for a withdrawn picture to be gone within the minute.
const UNRELEASED = "private, max-age=60";

/** Sends a picture from its file, with headers that let browsers show it only as a picture; 404 if the viewer may not load it. */
export async function photoFor(asking: Asked): Promise<Answer | undefined> {
	if (!asking.path.startsWith(PREFIX)) return;
	if (asking.method === "POST") return refused(asking, { status: 405, reason: "wrongMethod" });
	const name = asking.path.slice(PREFIX.length);
	const photo = await servedPhoto(name);
	const bytes = photo && (await isForViewer(photo, asking)) && (await wholeFile(photo));
	return bytes ? answerOf(name, photo, bytes) : refused(asking, { status: 404, reason: "notFound" });
}

async function isForViewer({ audience }: ServedPhoto, asking: Asked): Promise<boolean> {
	return mayLoad(audience === "public" ? null : await viewerFrom(asking), audience);
}

async function viewerFrom({ req, origin }: Asked) {
	return viewerOf(readableCookies(req), { at: new Date(), origin });
}

/** The file as its row describes it. A missing or short file is not served and is logged as an error. */
export async function wholeFile({ path, bytes }: Pick<ServedPhoto, "path" | "bytes">): Promise<Buffer | undefined> {
	const found = await readFile(path).catch(() => undefined);
	if (found?.length === bytes) return found;
	log.error({ path, bytes, found: found?.length }, "a picture's file is missing or short");
	return undefined;
}

function answerOf(name: string, { type, audience }: ServedPhoto, identity: Buffer): Answer {
	return {
		status: 200,
		headers: {
			"content-type": type,
			"content-security-policy": "sandbox; default-src 'none'",
			"content-disposition": `inline; filename="${name}"`,
			"cache-control": audience === "public" ? RELEASED : UNRELEASED,
			etag: `"${name}"`,
		},
		body: { identity },
	};
}
