import { sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { Refusal } from "#domain/errors.ts";
import { namedIn } from "#domain/households/named-in.ts";
import { hasNumber } from "#domain/spots/held-words.ts";
import { lineWithin } from "#domain/text.ts";
import type { Source, Subject } from "./sources.ts";

/** A printed title has at most so many characters. */
export const TITLE_MOST = 64;

/** The title of what is made: as it was typed, otherwise the one that its source begins with, or a plain one if that names somebody. A story's own was read by everybody in it. */
export async function titleFor({ subject, title: own, story }: Source, typed: string, plain: string): Promise<string> {
	const title = lineOf(typed, "title");
	if (story && (title === "" || title === own)) return own;
	if (title !== "") return requireTitle(title, { of: [subject], field: "title" });
	return (await whyNot(own, [subject])) ? plain : own;
}

/** What everybody may read beside pairs of these households: no number, nobody's name. */
export async function requireTitle(typed: string, { of, field }: { of: Subject[]; field: string }): Promise<string> {
	const title = lineOf(typed, field);
	const wrong = await whyNot(title, of);
	if (wrong?.number) throw new Refusal("invalid", "publicity.hasNumber", { field });
	if (wrong?.name) throw new Refusal("invalid", "publicity.hasName", { field, params: { name: wrong.name } });
	return title;
}

function lineOf(typed: string, field: string): string {
	const line = lineWithin(typed, { least: 0, most: TITLE_MOST });
	if (line === undefined) throw new Refusal("invalid", "publicity.titleMissing", { params: { most: TITLE_MOST }, field });
	return line;
}

async function whyNot(title: string, of: Subject[]): Promise<{ number?: true; name?: string } | null> {
	if (title === "") return null;
	if (hasNumber(title)) return { number: true };
	const idsOf = (kind: string) => among(of.flatMap((one) => (one.startsWith(kind) ? one.slice(kind.length) : [])));
	const told = sql`(select household_id from submissions where id in ${idsOf("submission:")}
		union select household_id from story_households where story_id in ${idsOf("story:")})`;
	const name = await namedIn(title, told);
	return name === undefined ? null : { name };
}
