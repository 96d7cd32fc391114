import { endOf, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { typedCode } from "#domain/text.ts";
import { type Channel, channelsOf, type Item } from "./types.ts";

const MOST_AT_ONCE = 60;

export interface Agreed {
	item: Item;
	channel: Channel;
}

/** What was ticked, as "submission:ID/wechat"; refused if nothing was, or what nobody is asked. */
export function agreedIn(ticked: string[]): Agreed[] {
	if (ticked.length === 0) throw new Refusal("invalid", "consents.nothingTicked", { field: "agreed" });
	if (ticked.length > MOST_AT_ONCE) throw new Refusal("invalid", "common.invalidForm");
	return [...new Set(ticked)].map(agreedTo);
}

export function agreedTo(ticked: string): Agreed {
	const [, typed, wanted] = /^((?:submission|story):\w[\w-]*)\/(\w+)$/.exec(ticked) ?? [];
	const item = typed as Item | undefined;
	const channel = item && channelsOf(item).find((one) => one === wanted);
	if (!item || !channel) throw new Refusal("invalid", "common.invalidForm");
	return { item, channel };
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
