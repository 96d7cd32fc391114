import { Readable } from "node:stream";
import { sha256 } from "#platform/hash.ts";

/** The header that saves an answer under a name in any script (RFC 6266, RFC 5987). Old programs read `ascii`. */
export function attachment({ name, ascii }: { name: string; ascii: string }): string {
	const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A table that the browser saves and a spreadsheet opens. */
export function tableAnswer(file: string, { name, ascii }: { name: string; ascii: string }): Response {
	return new Response(file, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": attachment({ name, ascii }) } });
}

/** The same, piece by piece. */
export function longTableAnswer(pieces: AsyncIterable<string>, { name, ascii }: { name: string; ascii: string }): Response {
	const body = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream;
	return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": attachment({ name, ascii }) } });
}

const OFFICE = "application/vnd.openxmlformats-officedocument";
const KINDS = {
	...{ pdf: "application/pdf", png: "image/png", zip: "application/zip" },
	...{ wav: "audio/wav", mp3: "audio/mpeg", ogg: "audio/ogg" },
	...{ docx: `${OFFICE}.wordprocessingml.document`, xlsx: `${OFFICE}.spreadsheetml.sheet` },
};

/** Something made here that the browser saves. */
export function fileAnswer(bytes: Uint8Array, { name, ascii }: { name: string; ascii: string }): Response {
	const kind = KINDS[name.slice(name.lastIndexOf(".") + 1) as keyof typeof KINDS];
	const headers = { "content-type": kind, "content-disposition": attachment({ name, ascii }), "cache-control": "private, no-store" };
	return new Response(new Uint8Array(bytes), { headers });
}

/** A picture for one reader. */
export function pictureAnswer(bytes: Uint8Array): Response {
	return new Response(new Uint8Array(bytes), { headers: { "content-type": KINDS.png, "cache-control": "private, max-age=60" } });
}

/** A calendar (RFC 5545) that its reader asks for again and again; the front answers 304 by the tag. */
export function calendarAnswer(file: string): Response {
	const etag = `"${sha256(file).slice(0, 20)}"`;
	const headers = { etag, "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache", "x-robots-tag": "noindex" };
	return new Response(file, { headers });
}
