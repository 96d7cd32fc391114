import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { type Design, type FormatName, MAKERS, type Maker } from "#domain/publicity/formats.ts";
import { makersOf, type Source, sourceOf } from "#domain/publicity/sources.ts";
import { titleFor } from "#domain/publicity/titles.ts";
import { dayOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { Told } from "./told.ts";

/** What is to be made of "submission:ID", "story:ID" or "region:ID", as an address or a form says it, by the viewer's office or the one of this name. What is printed is Chinese, in whichever language the desk is read. */
export async function thingAsked(viewer: Viewer, subject: string, asked: Told, at: Date, by?: string) {
	const words = messagesFor("zh-CN");
	const source = await sourceOf(viewer, subject, { words, owner: by, at });
	const title = await titleFor(source, String(asked.get("title") ?? ""), words.publicity.print.title);
	return { ...kindAsked(source, asked), title, source, words: words.publicity.print, owner: source.owner };
}

/** 公众号文章 of a story. */
export async function articleAsked(viewer: Viewer, storyId: string, at: Date, by?: string) {
	const { source, words, owner } = await thingAsked(viewer, `story:${storyId}`, new Map(), at, by);
	const { story } = source;
	if (!story) throw new Refusal("not_found", "common.notFound");
	return { source: { ...source, story }, words, owner, day: dayOf(story.publishedAt, "zh-CN") };
}

/** What does not fit together becomes the first that does. */
function kindAsked(source: Source, asked: Told): { maker: Maker; design: Design; format: FormatName } {
	const told = (name: string) => String(asked.get(name) ?? "");
	const offered = makersOf(source);
	const maker = offered.find((one) => one === told("maker")) ?? (offered[0] as Maker);
	const { designs, formats }: { designs: readonly Design[]; formats: readonly FormatName[] } = MAKERS[maker];
	const design = designs.find((one) => one === told("design")) ?? (designs[0] as Design);
	const format = formats.find((one) => one === told("format")) ?? (formats[0] as FormatName);
	return { maker, design, format };
}
