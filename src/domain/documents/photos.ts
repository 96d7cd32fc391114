import type { Viewer } from "#domain/accounts/types.ts";
import { issue } from "#domain/consents/issue.ts";
import { addressedBy } from "#domain/consents/rules.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { shownPairs } from "#domain/office/shown-pairs.ts";
import { bytesOf } from "#domain/publicity/pictures.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { sha256 } from "#platform/hash.ts";
import type { WordFile } from "./types.ts";

// Whoever gets a bulletin may reprint it.
const CHANNEL = "press";
const WIDE = 960;
const words = messagesFor("zh-CN").publicity.print;

const A_PAGE = 40;

interface Sought {
	/** A place as it was typed, or the address of a pair; empty for all. */
	where: string;
	/** The `next` of the page before. */
	after: string | null;
	/** The one that was chosen, whatever its age. */
	chosen: string | null;
	at: Date;
}

/** The pairs of the viewer's places that a bulletin may show, a page of them, the newest first; and the one that was chosen. */
export async function pairsToShow(viewer: Viewer, { where, after, chosen, at }: Sought) {
	const agreed = { channel: CHANNEL, dutyId: null, issuer: viewer.personId } as const;
	const asked = (more: object) => shownPairs(viewer, { at, roles: PUBLICISTS, agreed, limit: A_PAGE, ...more });
	const address = addressedBy(where);
	const { pairs, next } = await asked(address ? { ids: [address.id] } : { place: where, after });
	const isListed = (one: PublishedPair) => one.submissionId === chosen;
	const pair = pairs.find(isListed) ?? (chosen ? (await asked({ ids: [chosen] })).pairs[0] : undefined);
	return { pairs, next, pair };
}

/** One picture of each side, with where that is. */
export async function photosOf(pair: PublishedPair): Promise<NonNullable<WordFile["photos"]>> {
	const sides = await Promise.all(
		(["before", "after"] as const).map(async (side) => {
			const [picture] = pair[side];
			const bytes = picture && (await bytesOf(picture, WIDE));
			// The files of a picture go when it is taken back.
			if (!bytes) throw new Refusal("conflict", "publicity.noPictures");
			return { bytes, width: picture.width, height: picture.height, alt: words[side] };
		}),
	);
	const place = words.place({ village: pair.village.name, hamlet: pair.hamlet.name });
	return { sides, words: `${words.before} · ${words.after}　${place}` };
}

/** 发出: whoever downloads a bulletin with a courtyard in it hears when its household takes that back. */
export async function issueBulletin(file: WordFile, { submissionId, by, at }: { submissionId: string; by: Viewer; at: Date }) {
	const { photos: _, ...wording } = file;
	const kind = { kind: "bulletin", design: "bulletin", channel: CHANNEL } as const;
	await issue({ subject: `submission:${submissionId}`, ...kind, contentHash: sha256(JSON.stringify(wording)), by, at });
}
