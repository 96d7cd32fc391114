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
// Browsers may keep a picture, for its bytes never change. Caches between them and us forget it within a minute: a withdrawn one must be gone by then.
const RELEASED = "public, max-age=31536000, immutable, s-maxage=60";
// Long enough for a moderator's next item, loaded ahead, to be there when it opens; short enough for a picture to be gone within the minute.
const UNRELEASED = "private, max-age=60";

/** A picture straight from its file, as something that a browser can only show as a picture. What one may not load does not exist. */
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

/** The file as its row promises it; a missing or short one is never served, and is a defect to look into. */
async function wholeFile({ path, bytes }: ServedPhoto): Promise<Buffer | undefined> {
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
