import type { Viewer } from "#domain/accounts/types.ts";
import { PAPER_CHANNELS, PUBLICISTS } from "#domain/consents/types.ts";
import { type Album, albumPairs } from "#domain/publicity/album.ts";
import { TITLE_LENGTH } from "#domain/publicity/thing-order.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { lineWithin } from "#domain/text.ts";
import { messagesFor } from "#i18n/messages.ts";

interface Told {
	get(name: string): unknown;
}

/** 图册, as an address or a form says it: for which channel, and of the pairs that were there when it was looked at. */
export async function albumAsked(viewer: Viewer, told: Told, at: Date) {
	const text = (name: string) => lineWithin(String(told.get(name) ?? ""), { least: 0, most: TITLE_LENGTH }) ?? "";
	const channel = PAPER_CHANNELS.find((one) => one === told.get("channel")) ?? "village_board";
	const all = await albumPairs(viewer, { channel, at });
	const chosen = String(told.get("pairs") ?? "");
	const ids = new Set(chosen.split(","));
	const pairs = chosen ? all.filter(({ submissionId }) => ids.has(submissionId)) : all;
	const words = messagesFor("zh-CN").publicity.print;
	const [held] = regionsOf(viewer, ...PUBLICISTS);
	const owner = held?.regionName ?? "";
	const album: Omit<Album, "address"> = {
		...{ pairs, words, owner, preface: words.albumPreface },
		...{ title: text("title") || words.albumTitle, period: text("period") || owner },
	};
	return { album, channel, regionId: held?.regionId ?? "" };
}
