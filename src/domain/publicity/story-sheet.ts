import type { Run } from "#domain/stories/types.ts";
import { bytesOf, type Shown } from "./pictures.ts";
import type { Part, ToldStory } from "./story-told.ts";
import { seamed } from "./texts.ts";

type Labels = Record<"before" | "after", string>;
type Pictures = Extract<Part, { kind: "pictures" }>;

// A picture is at most as wide as a column.
const WIDE = 960;

/** 典型案例 for a wall: what the design "story" asks for, with the files of its pictures. */
export async function sheetOf(story: ToldStory, labels: Labels) {
	const files: Record<string, Uint8Array> = {};
	const shown = (part: Pictures) => shownOf(part, { labels, files });
	const parts = await Promise.all(
		story.parts.map(async (part) =>
			part.kind === "pictures" ? shown(part) : "lines" in part ? { ...part, lines: part.lines.map(bare) } : part,
		),
	);
	const lead = story.lead && (await shown(story.lead));
	const { facts, credits } = story;
	const content = { lead, parts: parts.filter((part) => part !== null), facts, credits, summary: seamed(story.summary) };
	return { files, content };
}

/** Of a run only what paper can show. */
function bare(runs: Run[]) {
	return runs.map(({ text, isBold = false }) => ({ text, isBold }));
}

/** Null if its files are gone. */
async function shownOf({ kind, pictures, caption }: Pictures, { labels, files }: { labels: Labels; files: Record<string, Uint8Array> }) {
	const found: (Shown & { label: string; ratio: number })[] = [];
	for (const { picture, side } of pictures) {
		const bytes = await bytesOf(picture, WIDE);
		if (!bytes) continue;
		const file = `${picture.photoId}.jpg`;
		files[file] = bytes;
		const label = side ? labels[side] : "";
		found.push({ file, alt: label, label, ratio: picture.width / picture.height });
	}
	return found.length > 0 ? { kind, pictures: found, caption: bare(caption) } : null;
}
