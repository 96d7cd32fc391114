import type { Picture } from "#domain/photos/types.ts";
import { FORMATS, sizeOf } from "./formats.ts";
import { filesOf } from "./pictures.ts";
import { made } from "./press.ts";
import { quoteOf, seamed } from "./texts.ts";

export interface ResultCard {
	title: string;
	/** For example 第1名 · 青石村 东沟. */
	winner: string;
	words: string;
	next: string[];
	/** How many took part, and that this is a popularity award. */
	foot: string[];
	/** The winner's public picture; null if there is none (any more). */
	picture: Picture | null;
	/** The page that a phone's camera finds by the code in the corner. */
	address: string;
}

/** 分享卡片 of a result. A sign that no face has does not keep a result from being shared. */
export async function resultCard({ picture, address, ...card }: ResultCard): Promise<Uint8Array> {
	const { files, shown } = await filesOf(picture ? [picture] : [], { width: FORMATS.card.width, alt: card.winner });
	const content = { ...card, title: seamed(card.title), words: quoteOf(card.words), after: shown };
	const order = {
		design: "result",
		size: sizeOf(FORMATS.card),
		content,
		files,
		code: { address, label: "" },
		as: { width: FORMATS.card.width },
	};
	const { bytes } = await made({ ...order, marksMissing: true });
	return bytes;
}
