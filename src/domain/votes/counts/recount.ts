import { type Again, compared, unreadable } from "#domain/published-files/again.ts";
import type { Messages } from "#i18n/messages.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { sha256 } from "#platform/hash.ts";
import { type CountFile, type CountResult, countText, digestOfVotes, type FileVotes, FORMAT } from "./file.ts";
import { laid, tally } from "./tally.ts";

export type RecountFault = keyof Messages["counts"]["faults"];

/** It needs no database: everything follows from the file's votes. */
export async function recount(text: string): Promise<Again<RecountFault>> {
	const file = readFile(text);
	if (!file) return unreadable(text);
	const digest = digestOfVotes(file);
	const result = resultOf(file, digest);
	const follows = { digest, result };
	const hasTooMany = result.ranking.some(({ votes, eligible }) => votes > Math.min(eligible, result.ballots));
	return compared<RecountFault>({
		...{ text, follows, written: countText({ ...file, ...follows }) },
		said: { ...file, draws: { seed: file.seed, commitment: file.round.commitment } },
		own: [["announcement", !isAsAnnounced(file)], ...(await wrongSlips(file)), ...wrongReceipts(file), ["too_many_votes", hasTooMany]],
	});
}

export function resultOf(votes: FileVotes, digest: string): CountResult {
	const { round, candidates, roll, seed, slips, receipts } = votes;
	const counted = tally({ slips, candidates, roll, seed, digest, rules: round });
	return { households: householdsOf(votes), ballots: receipts.length, ...counted };
}

function isAsAnnounced({ announced, round, candidates }: CountFile): boolean {
	const { id, corrects, commitment, rulesHash, region: _, ...rules } = round;
	const told = { roundId: id, correctsId: corrects, seedCommitment: commitment, numbers: candidates.map(({ number }) => number) };
	const { roundId, correctsId, seedCommitment } = announced;
	const said = { roundId, correctsId, seedCommitment, numbers: announced.candidates.map(({ number }) => number) };
	const { words: _words, ...announcedRules } = announced.rules;
	return (
		sha256(canonicalJson(announced)) === rulesHash &&
		canonicalJson(announcedRules) === canonicalJson(rules) &&
		canonicalJson(said) === canonicalJson(told)
	);
}

async function wrongSlips({ seed, slips, candidates }: CountFile): Promise<[RecountFault, boolean][]> {
	const known = new Set(candidates.map(({ number }) => number));
	const order = await laid(seed, slips);
	return [
		["slips_unknown", slips.some((number) => !known.has(number))],
		["slips_order", order.some((number, at) => number !== slips[at])],
	];
}

function wrongReceipts({ receipts, slips, round, invalidated, withdrawn, ...file }: CountFile): [RecountFault, boolean][] {
	const isRising = receipts.every(([hash], at) => at === 0 || (receipts[at - 1]?.[0] ?? "") < hash);
	const areAllowed = receipts.every(([, votes]) => Number.isInteger(votes) && votes >= 1 && votes <= round.votesPerHousehold);
	const sum = receipts.reduce((total, [, votes]) => total + votes, 0);
	return [
		["receipts_order", !isRising],
		["receipts_votes", !areAllowed || sum !== slips.length],
		["too_many_ballots", receipts.length + invalidated.length + withdrawn > householdsOf(file)],
	];
}

function householdsOf({ roll }: Pick<FileVotes, "roll">): number {
	return roll.reduce((sum, { households }) => sum + households, 0);
}

function readFile(text: string): CountFile | null {
	try {
		const file = JSON.parse(text) as CountFile;
		return file.format === FORMAT && typeof file.seed === "string" && hasLists(file) && areCounts(file) ? file : null;
	} catch {
		return null;
	}
}

function hasLists({ announced, candidates, roll, invalidated, receipts, slips, result }: CountFile): boolean {
	return [announced.candidates, candidates, roll, invalidated, receipts, slips, result.ranking].every(Array.isArray);
}

function areCounts({ candidates, roll, slips, spoiled, withdrawn, round }: CountFile): boolean {
	const counts = [...slips, ...candidates.map(({ number }) => number), ...roll.map(({ households }) => households), spoiled, withdrawn];
	return [...counts, round.places, round.votesPerHousehold].every((count) => Number.isSafeInteger(count) && count >= 0);
}
