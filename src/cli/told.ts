import { CHECK_NAMES, type CheckName, type Found, isOfOtherVersion, type Verification } from "#domain/verify.ts";
import { messagesFor } from "#i18n/messages.ts";

const MOST_TOLD = 20;
const words = messagesFor("zh-CN").verify;

/** How each check is reported: what was looked at, and a line for each fault. */
const TOLD: { [N in CheckName]: (found: Found<N>) => { summary: string; faults: string[]; more?: string[] } } = {
	database: ({ faults }) => ({
		summary: words.database,
		faults: faults.map(({ fault, name, said }) => words.databaseFaults[fault]({ name, said })),
		more: faults.some(({ fault }) => fault === "damaged") ? [words.restore] : [],
	}),
	ledger: (found) => ({
		summary: words.ledger(found),
		faults: found.faults.map(({ fault, seq }) => words.entry({ seq, what: words.ledgerFaults[fault] })),
	}),
	funds: (found) => ({
		summary: words.funds(found),
		faults: found.faults.map(({ village }) => words.row({ id: village, what: words.fundFault })),
	}),
	closes: (found) => ({
		summary: words.closes(found),
		faults: found.faults.map(({ fault, village, month }) => words.row({ id: `${village} ${month}`, what: words.closeFaults[fault] })),
	}),
	store: (found) => ({
		summary: words.store(found),
		faults: found.faults.map(({ fault, id }) => words.row({ id, what: words.storeFaults[fault] })),
	}),
	titles: (found) => ({
		summary: words.titles(found),
		faults: found.faults.map(({ fault, id }) => words.row({ id, what: words.titleFaults[fault] })),
	}),
	trail: (found) => ({
		summary: words.trail(found),
		faults: found.faults.map(({ fault, seq }) => words.line({ seq, what: words.trailFaults[fault] })),
	}),
	publications: (found) => ({
		summary: words.publications(found),
		faults: found.faults.map(({ fault, id }) => words.row({ id, what: words.publicationFaults[fault] })),
	}),
	files: (found) => ({
		summary: words.files(found),
		faults: found.faults.map(({ kind, room, name }) => words.file({ name: `${room}/${name}`, what: words.fileFaults[kind] })),
		more: found.strays.length > 0 ? [words.strays({ count: found.strays.length })] : [],
	}),
	finder: (found) => ({
		summary: words.finder(found),
		faults: found.faults.map(({ fault, id }) => words.row({ id, what: words.finderFaults[fault] })),
	}),
	figures: (found) => ({
		summary: words.figures(found),
		faults: found.faults.map(({ figure, id, ...both }) =>
			words.row({ id, what: words.figureFault({ ...both, what: words.figureNames[figure] }) }),
		),
	}),
	rounds: (found) => ({
		summary: words.rounds(found),
		faults: found.faults.map(({ fault, id }) => words.row({ id, what: words.roundFaults[fault] })),
	}),
};

/** The report of a verification, line by line, for a terminal. */
export function told(found: Verification): string[] {
	if (found.database && isOfOtherVersion(found)) return TOLD.database(found.database).faults;
	const brokeOff = found.brokeOff.map(({ check, said }) => `  ✗ ${words.brokeOff({ what: words.checks[check], said })}`);
	return [...CHECK_NAMES.flatMap((name) => toldOf(name, found)), ...brokeOff, found.isSound ? words.sound : words.unsound];
}

function toldOf<N extends CheckName>(name: N, all: Verification): string[] {
	const found = all[name] as Found<N> | undefined;
	if (!found) return [];
	const { summary, faults, more = [] } = TOLD[name](found);
	return [summary, ...shortened(faults), ...more];
}

function shortened(faults: string[]): string[] {
	const lines = faults.slice(0, MOST_TOLD).map((fault) => `  ✗ ${fault}`);
	return faults.length > MOST_TOLD ? [...lines, `  ${words.more({ count: faults.length - MOST_TOLD })}`] : lines;
}
