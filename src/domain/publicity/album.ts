import { Refusal } from "#domain/errors.ts";

// Pages beside the pairs: cover, first words, back. All pages are a multiple of four, so that the sheets can be folded and stapled.
const OTHER_PAGES = 3;
const PAGES = [8, 12, 16, 20, 24];
/** From a pair a page in the thinnest to two a page in the thickest. */
export const ALBUM_PAIRS = { least: 5, most: 42 };

/** How many pairs stand on each page: one or two, on as few pages as hold them. */
export function pagesFor(pairs: number): number[] {
	const pages = PAGES.map((all) => all - OTHER_PAGES).find((room) => room * 2 >= pairs && room <= pairs);
	if (!pages) throw new Refusal("invalid", "publicity.albumSize", { params: ALBUM_PAIRS });
	const shared = pairs - pages;
	return Array.from({ length: pages }, (_, page) => (page >= pages - shared ? 2 : 1));
}
