import type { Viewer } from "#domain/accounts/types.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { type Design, type FormatName, MAKERS, type Maker } from "#domain/publicity/formats.ts";
import { TITLE_LENGTH, titleFrom } from "#domain/publicity/pair-order.ts";
import { pairToMake } from "#domain/publicity/things.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { lineWithin } from "#domain/text.ts";
import { messagesFor } from "#i18n/messages.ts";

interface Told {
	get(name: string): unknown;
}

/** What is to be made of a pair, as an address or a form says it. What is printed is Chinese, in whichever language the desk is read. */
export async function thingAsked(viewer: Viewer, submissionId: string, asked: Told) {
	const pair = await pairToMake(viewer, submissionId);
	const words = messagesFor("zh-CN").publicity.print;
	const owner = regionsOf(viewer, ...PUBLICISTS)[0]?.regionName ?? "";
	return { ...kindAsked(asked), title: titleAsked(asked) || titleFrom(pair, words.title), pair, words, owner };
}

/** What does not fit together becomes the maker's first. */
export function kindAsked(asked: Told): { maker: Maker; design: Design; format: FormatName } {
	const told = (name: string) => String(asked.get(name) ?? "");
	const maker = (Object.keys(MAKERS) as Maker[]).find((one) => one === told("maker")) ?? "poster";
	const { designs, formats }: { designs: readonly Design[]; formats: readonly FormatName[] } = MAKERS[maker];
	const design = designs.find((one) => one === told("design")) ?? (designs[0] as Design);
	const format = formats.find((one) => one === told("format")) ?? (formats[0] as FormatName);
	return { maker, design, format };
}

function titleAsked(asked: Told): string {
	const title = lineWithin(String(asked.get("title") ?? ""), { least: 0, most: TITLE_LENGTH });
	if (title === undefined) throw new Refusal("invalid", "publicity.titleMissing", { params: { most: TITLE_LENGTH }, field: "title" });
	return title;
}
