import type { Messages } from "../messages.ts";

export const walks: Messages["walks"] = {
	title: "Walks by draw",
	lede: "Which hamlets are looked at in a month is drawn. The seed is sealed beforehand, and nobody is told during the month where, so that not only those places are tidied; once the month is over it stands here who was drawn, and whether somebody went.",
	none: "Nothing was drawn so far",
	noneHint: "Once the seed of a month is sealed it stands here.",
	drawn: ({ hamlets, drawn, perVillage }) => `Of ${hamlets} hamlets ${drawn} were drawn, at most ${perVillage} of each village.`,
	table: "The hamlets that were drawn",
	place: "Hamlet",
	why: "Why it came first",
	state: "Did somebody go",
	strata: { 0: "Unseen for 60 days, and remote", 1: "Unseen for 60 days", 2: "Remote", 3: "The other hamlets" },
	became: {
		done: "All ten places were seen",
		missed: "Nobody went, or not to all places",
		nobody: "Nobody could go who is free of the village",
	},
	next: "More hamlets",
	first: "From the first one",
	commitment: "Commitment",
	seed: "Seed",
	again: ({ perVillage }) =>
		`The SHA-256 of the seed is the commitment that was sealed a month before. Take of each village the hamlets by stratum (0 to 3), within a stratum by their tickets, lowest first, and of these the first ${perVillage}. The ticket of a hamlet:`,
	ticket: ({ seed }) => `SHA-256("${seed}:hamlets:id of the hamlet")`,
	run: "Who knows computers may also draw again by this site's public program, without a network or a database:",
	command: ({ seed, perVillage }) => `npm run redraw -- walks.csv --seed=${seed} --each=${perVillage}`,
	usage:
		"Usage: npm run redraw -- walks.csv --seed=SEED --each=MOST OF A VILLAGE (both stand on the page), or npm run redraw -- 2026-11 (a month of this site that is over: its walks and its look backs). A table of look backs needs no --each.",
	sealedAs: ({ sha256 }) => `SHA-256 of the seed: ${sha256} (please compare it with the commitment that was published before)`,
	pool: "Download all hamlets with their strata",
	poolHead: "village id|hamlet id|village|hamlet|stratum|drawn",
	poolFile: "walks.csv",
	months: "The commitments by month",
	opened: "over, its seed is told",
	sealed: "not over, its seed is sealed",
};
