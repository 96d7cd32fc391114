import type { Messages } from "../messages.ts";

export const verify: Messages["verify"] = {
	noDatabase: ({ dataDir }) => `There is no database in ${dataDir}. DATA_DIR says where the data is.`,
	unreadable: ({ file, said }) => `${file} cannot be opened, the database is damaged (${said}).`,
	restore: "Stop the site, restore the last backup, then verify again. Keep the damaged file, do not delete it.",
	brokeOff: ({ what, said }) => `${what}: could not be checked to the end (${said})`,
	checks: {
		database: "Database",
		ledger: "Ledger",
		funds: "Village funds",
		closes: "closed months",
		store: "Points stores",
		titles: "Titles of courtyards",
		trail: "Trail",
		publications: "Publications",
		files: "Photo files",
		finder: "Finder",
		figures: "Figures of places",
		rounds: "Votes",
	},
	database: "Database  every page of every table read, every reference and promise looked at",
	databaseFaults: {
		damaged: ({ name, said }) => `${name ? `table ${name}` : "the database"} is damaged, a page cannot be read (${said})`,
		dangling: ({ name, said }) => `a row of table ${name} points to one that does not exist (${said})`,
		promise_missing: ({ name }) =>
			`the promise ${name} is missing or was changed: somebody touched the data, or the program is newer than it. A start of the site (npm start) mends it; then verify again`,
		older: () =>
			"The program is newer than the data; nothing was checked or changed. Start the site once with this program (npm start), which brings the data up to date, then verify again.",
		newer: () => "The data was made by a newer version, which this program cannot check; nothing was changed. Use the newer program.",
		trial: () =>
			"The data was made by the trial version, which this program cannot check; nothing was changed. Use the program that made it.",
	},
	ledger: ({ entries, households, head }) =>
		entries === 0
			? "Ledger  empty"
			: `Ledger  ${entries} entries, the balances of ${households} households recomputed; head ${head.slice(0, 16)}`,
	funds: ({ villages }) => (villages === 0 ? "Village funds  none yet" : `Village funds  ${villages} villages, each added up anew`),
	closes: ({ closes }) =>
		closes === 0 ? "Closed months  none yet" : `Closed months  ${closes}, each household and each code worked out anew`,
	store: ({ goods, orders }) =>
		goods === 0
			? "Points stores  no goods yet"
			: `Points stores  the movements of ${goods} goods added up anew, ${orders} orders compared with the ledger`,
	titles: ({ titles }) =>
		titles === 0 ? "Titles of courtyards  none yet" : `Titles of courtyards  ${titles}, each compared with its household and its steps`,
	trail: ({ lines, head }) => (lines === 0 ? "Trail  empty" : `Trail  ${lines} lines; head ${head.slice(0, 16)}`),
	publications: ({ checks }) => `Publications  ${checks} checks`,
	files: ({ files }) => `Picture files  ${files}, size and checksum of each`,
	figures: ({ regions }) => (regions === 0 ? "Figures of places: no places yet" : `Figures of places: ${regions} places counted anew`),
	finder: ({ entries }: { entries: number }) =>
		entries === 0 ? "Finder  no places or households yet" : `Finder  ${entries} entries compared with what is on file`,
	rounds: ({ rounds, ballots, counts }) =>
		rounds === 0
			? "Votes  none announced yet"
			: `Votes  ${rounds} rounds, the seals of ${ballots} ballots tried, ${counts} counts done again`,
	entry: ({ seq, what }) => `entry ${seq}: ${what}`,
	line: ({ seq, what }) => `line ${seq}: ${what}`,
	row: ({ id, what }) => `${id}: ${what}`,
	file: ({ name, what }) => `${name}: ${what}`,
	more: ({ count }) => `${count} more, see --json`,
	strays: ({ count }) => `  ${count} files are used by nothing; no loss, the next sweep takes them`,
	sound: "Nothing is off.",
	unsound: "Something is off, see above. Please change nothing, call the maintainers and keep the backups.",
	ledgerFaults: {
		gap: "the numbers have a gap, entries are missing before it",
		broken_chain: "does not follow the one before",
		wrong_hash: "its content was changed",
		wrong_balance: "the balance does not add up",
		below_zero: "the balance is below zero",
		wrong_legs: "the two sides do not balance",
	},
	fundFault: "deposited, owed and spent differ from the sum of the entries",
	closeFaults: {
		callbacks_differ: "the call-backs drawn do not follow from the sealed seed",
		head_differs: "the head is not in the ledger",
		lines_differ: "a household differs from the ledger",
		code_differs: "the code does not follow from the sheet",
		notice_differs: "its step and the end of its notice do not agree",
	},
	storeFaults: {
		stock_differs: "the stock is not the sum of its movements",
		movements_astray: "its movements do not follow each other",
		moved_unsigned: "moved a stock, but no second person signed",
		moved_without_order: "goods moved that no order has",
		order_unpaid: "its points or goods were not taken",
		paid_without_order: "this entry of the ledger took points for no order",
		not_given_back: "ended without its goods, but points or goods did not come back",
		given_back_but_stands: "stands, but points or goods came back",
		stage_differs: "its stage is not that of its last step",
		ended_twice: "was collected or given back more than once",
		handed_out_by_stranger: "handed out by somebody who never kept this store",
	},
	titleFaults: {
		left_behind: "its household ended or lives in another village, and the title stands",
		stage_differs: "its stage is not that of its last step",
		shown_without_title: "shown on the courtyard's page though it is over",
	},
	trailFaults: {
		gap: "the numbers have a gap, lines are missing before it",
		broken_chain: "does not follow the one before",
		wrong_hash: "its content was changed",
	},
	figureFault: ({ what, kept, counted }) => `${what}: kept as ${kept ?? "nothing"}, counted as ${counted ?? "nothing"}`,
	figureNames: {
		places: "places below",
		hamlets: "hamlets",
		households: "households",
		pairs: "published pairs",
		self_started: "pairs that households began themselves",
		taking_part: "households taking part",
		waiting: "waiting pairs",
		walked_at: "time of the newest drawn walk",
		looked: "places looked at in a month",
		clean: "clean ones of them",
		mended: "orders mended in a month",
		mended_in_time: "those of them in time",
	},
	finderFaults: {
		not_entered: "is not entered, so it is not found",
		not_found: "is not found by its name",
		left_over: "is entered, but there is no such place or household",
	},
	publicationFaults: {
		stage_differs: "its stage is not that of its last step",
		version_differs: "its version is not the number of sendings",
		sent_differs: "the time of its sending is not that of its newest version",
		decision_astray: "the decision lies in another village than its household",
		published_without_decision: "shown without a decision",
		published_without_consent: "shown without consent",
		published_without_redaction: "a picture is public without a redaction decision",
		published_unreleased: "shown, but a picture is not released",
		released_unpublished: "a picture is released, but no pair, card or model village shows it",
		paid_without_decision: "points without a decision",
		undone_but_kept: "undone, but the points were not taken back",
		decided_but_unpaid: "points in the trail, but not in the ledger",
		issued_otherwise_dated: "the last day on which something was issued differs from the trail",
	},
	roundFaults: {
		seal_broken: "the seal of a ballot does not open, or not to as many votes",
		ballots_changed: "the ballots are not those that were sealed at the closing",
		file_changed: "the published file was changed, it does not match its hash",
		recount_differs: "counting the published file again gives another result",
		ballots_differ: "the ballots are not those in the published file",
	},
	fileFaults: { missing: "the file is gone", short: "the file is cut off", altered: "the file was changed", stray: "used by nothing" },
};
