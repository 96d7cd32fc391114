import type { Viewer } from "#domain/accounts/types.ts";
import { type Item, PAPER_CHANNELS, PUBLICISTS } from "#domain/consents/types.ts";
import { type Album, albumPairs } from "#domain/publicity/album.ts";
import { requireTitle } from "#domain/publicity/titles.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { messagesFor } from "#i18n/messages.ts";

interface Told {
	get(name: string): unknown;
}

/** 图册, as an address or a form says it: for which channel, and of the pairs that were there when it was looked at. */
export async function albumAsked(viewer: Viewer, told: Told, at: Date, by?: string) {
	const channel = PAPER_CHANNELS.find((one) => one === told.get("channel")) ?? "village_board";
	const all = await albumPairs(viewer, { channel, at });
	const chosen = String(told.get("pairs") ?? "");
	const ids = new Set(chosen.split(","));
	const pairs = chosen ? all.filter(({ submissionId }) => ids.has(submissionId)) : all;
	const of = pairs.map(({ submissionId }): Item => `submission:${submissionId}`);
	const [title, period] = await Promise.all(["title", "period"].map((field) => requireTitle(String(told.get(field) ?? ""), { of, field })));
	const words = messagesFor("zh-CN").publicity.print;
	const [held] = regionsOf(viewer, ...PUBLICISTS);
	const owner = by ?? held?.regionName ?? "";
	const album: Omit<Album, "address"> = {
		...{ pairs, words, owner, preface: words.albumPreface },
		...{ title: title || words.albumTitle, period: period || owner },
	};
	return { album, channel, regionId: held?.regionId ?? "" };
}
