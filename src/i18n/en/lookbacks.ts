import type { Messages } from "../messages.ts";

export const lookbacks: Messages["lookbacks"] = {
	title: "Looking back",
	lede: "Is a yard that was tidied still clean after 7, 30 and 90 days? Where somebody looks is drawn, not chosen. The seed is sealed beforehand, so nobody can know; once the month is over anybody may draw again.",
	none: "Nothing was drawn so far",
	noneHint: "Once the seed of a month is sealed it stands here.",
	how: "How it is drawn",
	howItems: [
		"After a pair is shown there may be a look back on day 7, 30 and 90.",
		"On that day it is drawn by the month's seed. Hamlets that nobody visited for long, and remote ones, have several times the chance.",
		"Whoever looks is neither of the village nor related to the household, and sees only so many yards a day.",
		"The picture is for the household and those who look at it, and never public; whether the result stands on its own page the household decides.",
	],
	drawn: ({ pool, drawn, made }) => `In this month ${pool} fell due, ${drawn} were drawn, and ${made} were made.`,
	commitment: "Commitment",
	seed: "Seed",
	again:
		"The SHA-256 of the seed is the commitment that was sealed before the month. Each look back has a number, and a ticket; read the first 13 digits of the ticket as a hexadecimal fraction: where it is less than the chance (in percent) the look back was drawn.",
	ticket: ({ seed }) => `SHA-256("${seed}:lookback:number")`,
	run: "Who knows computers may also draw again by this site's public program, without a network or a database:",
	command: ({ seed }) => `npm run redraw -- lookbacks.csv --seed=${seed}`,
	pool: "Download all numbers of this month with their chances",
	poolHead: "Number|Village|Hamlet|Stratum|Chance|Drawn",
	poolFile: "lookbacks.csv",
	months: "The commitments of the months",
	opened: "over, the seed is public",
	sealed: "not over, the seed is sealed",
};
