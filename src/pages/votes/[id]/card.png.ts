import type { APIRoute } from "astro";
import { Refusal } from "#domain/errors.ts";
import { resultCard } from "#domain/publicity/result-card.ts";
import { type Placed, roundResult } from "#domain/votes/counts/result.ts";
import { countOf } from "#i18n/numbers.ts";

/** 分享卡片: the winner's picture and words, the next places, how many took part. */
export const GET: APIRoute = async ({ params, locals }) => {
	const { m, now, locale } = locals;
	const { round, phase, head, placed } = await roundResult(params["id"] ?? "", now);
	// An annulled count is not shared.
	if (phase === "annulled") throw new Refusal("not_found", "common.notFound");
	const words = m.counts;
	const homeOf = ({ candidate: { pair, village } }: Placed) =>
		pair ? words.home({ village: pair.village.name, hamlet: pair.hamlet.name }) : village.name;
	const winners = placed.filter(({ hasMedal }) => hasMedal);
	const [first, ...others] = winners;
	const tied = round.ties === "drawn" ? "" : words.tied;
	const place = (one: Placed) => (one.isTied ? tied : "") + words.place({ place: one.place });
	const card = {
		title: round.name,
		winner: first ? words.card.winner({ place: place(first), home: homeOf(first) }) : words.noWinners,
		words: first?.candidate.words || first?.candidate.pair?.words || "",
		next: others.map((one) =>
			words.card.next({ place: place(one), home: homeOf(one), votes: words.votes({ votes: countOf(one.votes, locale) }) }),
		),
		foot: [
			words.card.took({ ballots: countOf(head.result.ballots, locale) }),
			words.card.foot({ site: m.common.siteName, region: round.regionName }),
		],
		picture: first?.candidate.pair?.after[0] ?? null,
		address: `${locals.origin}${locals.base}/votes/${round.id}/result`,
	};
	// Short, because a household that withdraws its consent must be gone from shared caches within a minute.
	const headers = { "content-type": "image/png", "cache-control": "public, max-age=60, s-maxage=60" };
	return new Response(new Uint8Array(await resultCard(card)), { headers });
};
