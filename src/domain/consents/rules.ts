import { endOf, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { plainOf } from "#domain/stories/runs.ts";
import type { StoryContent } from "#domain/stories/types.ts";
import { charactersIn, typedCode } from "#domain/text.ts";
import { type Asked, type Channel, channelsOf, type Item } from "./types.ts";

const MOST_AT_ONCE = 60;

export interface Agreed {
	item: Item;
	channel: Channel;
	/** Of a story, which text was read; 0 of a pair. */
	version: number;
}

/** What was ticked, as "submission:ID/wechat" or "story:ID@3/wechat"; refused if nothing was, or what nobody is asked. */
export function agreedIn(ticked: string[]): Agreed[] {
	if (ticked.length === 0) throw new Refusal("invalid", "consents.nothingTicked", { field: "agreed" });
	if (ticked.length > MOST_AT_ONCE) throw new Refusal("invalid", "common.invalidForm");
	return [...new Set(ticked)].map(agreedTo);
}

export function agreedTo(ticked: string): Agreed {
	const [, typed, version = "0", wanted] = /^((?:submission|story):\w[\w-]*)(?:@(\d{1,6}))?\/(\w+)$/.exec(ticked) ?? [];
	const item = typed as Item | undefined;
	const channel = item && channelsOf(item).find((one) => one === wanted);
	if (!item || !channel) throw new Refusal("invalid", "common.invalidForm");
	return { item, channel, version: Number(version) };
}

const BEGINNING = 90;
const QUOTED = 40;
const MOST_TOLD = 400;

/** What a sheet of paper tells of a story: how it begins, and each quote with who spoke it. */
export function excerptOf({ summary, blocks }: Pick<StoryContent, "summary" | "blocks">): string {
	const plain = (text: string, most: number) => cutTo(plainOf(text).replaceAll(/\s+/g, " "), most);
	const read = blocks.filter(({ kind }) => kind === "paragraph" || kind === "list");
	const quotes = blocks.filter(({ kind }) => kind === "quote").map(({ text, more }) => `“${plain(text, QUOTED)}”${more && `（${more}）`}`);
	return cutTo([plain([summary, ...read.map(({ text }) => text)].filter(Boolean).join(" "), BEGINNING), ...quotes].join(" "), MOST_TOLD);
}

/** Lines of a table on one sheet of A4, each of a pair; and the letters of a story's excerpt that fill one. */
const SHEET = { lines: 8, letters: 44 };

/** Which of them stand on which sheet of paper; each has room on one, and none is left out. Of nothing it is one empty sheet. */
export function onSheets<One extends Pick<Asked, "story">>(asked: One[]): One[][] {
	const sheets: One[][] = [[]];
	let room = SHEET.lines;
	for (const one of asked) {
		const takes = one.story ? 1 + Math.ceil(charactersIn(one.story.excerpt) / SHEET.letters) : 1;
		if (takes > room && sheets.at(-1)?.length) {
			sheets.push([]);
			room = SHEET.lines;
		}
		sheets.at(-1)?.push(one);
		room -= takes;
	}
	return sheets;
}

/** What an address names that somebody pasted: a pair or a story. */
export function addressedBy(typed: string): { room: "submissions" | "stories"; id: string } | null {
	const [, room, id] = /\b(submissions|stories)\/([\w-]+)/.exec(typed) ?? [];
	return id ? { room: room as "submissions" | "stories", id } : null;
}

function cutTo(text: string, most: number): string {
	const letters = [...text];
	return letters.length > most ? `${letters.slice(0, most).join("")}……` : text;
}

/** Which text of a story a signed sheet shows, as its code says it: "ID@3,ID@1". Null: this is no code. */
export function readOnPaper(typed: string | null): Map<string, number> | null {
	if (typed === null) return null;
	const pairs = typed.split(",").flatMap((one) => {
		const [, id, version] = /^(\w[\w-]*)@(\d{1,6})$/.exec(one) ?? [];
		return id ? [[id, Number(version)] as const] : [];
	});
	return new Map(pairs);
}

export function idIn(item: Item): string {
	return item.slice(item.indexOf(":") + 1);
}

/** The end of the last day for which somebody agrees; null if they named none. */
export function endIn(until: string | undefined, at: Date): Date | null {
	if (!until) return null;
	if (!isDay(until) || endOf(until) <= at) throw new Refusal("invalid", "consents.untilPast", { field: "until" });
	return endOf(until);
}

/** As it is scanned (the whole address) or read from paper. Null if it is none. */
export function paperCodeIn(typed: string): string | null {
	const bare = /[?&]paper=([^&#\s]+)/.exec(typed)?.[1] ?? typed;
	const code = typedCode(bare);
	return /^[0-9a-hjkmnp-tv-z]{8}$/.test(code) ? code : null;
}
