import { Readable } from "node:stream";

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
