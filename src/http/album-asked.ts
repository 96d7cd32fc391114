import type { Viewer } from "#domain/accounts/types.ts";
import { type Item, PAPER_CHANNELS, PUBLICISTS } from "#domain/consents/types.ts";
import { type Album, albumPairs } from "#domain/publicity/album.ts";
import { requireTitle } from "#domain/publicity/titles.ts";
import { levelsIn, regionsOf } from "#domain/regions/scope.ts";
import { LEVELS, type RegionLevel } from "#domain/regions/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { Told } from "./told.ts";

/** 图册, as an address or a form says it: for which channel, and of the pairs that were there when it was looked at; or one that an office of this name issued. */
export async function albumAsked(viewer: Viewer, told: Told, at: Date, issued?: { owner: string; level: RegionLevel }) {
	const channel = PAPER_CHANNELS.find((one) => one === told.get("channel")) ?? "village_board";
	const [held] = regionsOf(viewer, ...PUBLICISTS);
	const regionId = held?.regionId ?? "";
	const chosen = String(told.get("pairs") ?? "");
	const ids = chosen ? chosen.split(",") : undefined;
	const pairs = await albumPairs(viewer, { channel, at, dutyId: regionId, isIssued: Boolean(issued), ids });
	const of = pairs.map(({ submissionId }): Item => `submission:${submissionId}`);
	const [title, period] = await Promise.all(["title", "period"].map((field) => requireTitle(String(told.get(field) ?? ""), { of, field })));
	const words = messagesFor("zh-CN").publicity.print;
	const owner = issued?.owner ?? held?.regionName ?? "";
	const isOfVillage = issued ? issued.level === "village" : LEVELS[levelsIn(held?.path ?? "") - 1] === "village";
	const album: Omit<Album, "address"> = {
		...{ pairs, words, owner, preface: words.albumPreface, scan: isOfVillage ? words.scanVillage : words.scans.villages },
		...{ title: title || words.albumTitle, period: period || owner },
	};
	return { album, channel, regionId };
}
