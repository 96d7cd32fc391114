import type { Channel, Evidence } from "../types.ts";

/** A standing ballot as the rules look at it. */
export interface Looked {
	rollNumber: number;
	villageId: string;
	channel: Channel;
	at: Date;
	deviceMark: string | null;
	networkMark: string | null;
	numbers: number[];
}

/** The same thing found again is the same flag. */
export interface Found {
	subject: string;
	evidence: Evidence;
}

const MINUTE = 60_000;

/** One phone for many households. A kiosk is meant for many (`hurriedKiosks`), and paper has no device; `least` leaves a family and a helpful neighbour alone. */
export function sharedDevices(ballots: Looked[], least: number): Found[] {
	const onPhones = ballots.filter(({ channel, deviceMark }) => channel === "phone" && deviceMark);
	const groups = [...Map.groupBy(onPhones, ({ deviceMark }) => deviceMark as string)].filter(([, group]) => group.length >= least);
	return groups.map(([mark, group]) => ({ subject: mark, evidence: { kind: "device", households: rollNumbers(group), ...spanOf(group) } }));
}

interface Burst {
	/** Fewer ballots together are nothing to ask about. */
	least: number;
	minutes: number;
}

/** Of about 200,000 windows that a county's round has, a fifth of one is this odd by chance. */
const BURST_CHANCE = 1e-6;

/**
 * Many ballots of one network or village within minutes, against the round's own rhythm: as many as the group's share of all ballots in just those
 * minutes are expected, so that an evening on which everybody votes is nothing odd. Expectation by the margins and Poisson's tail as in the
 * space–time permutation scan (Kulldorff et al., PLoS Medicine 2005, doi:10.1371/journal.pmed.0020059). Of kiosks and paper the time says nothing.
 */
export function bursts(ballots: Looked[], { least, minutes }: Burst): Found[] {
	const onPhones = ballots.filter(({ channel }) => channel === "phone").sort((a, b) => a.at.getTime() - b.at.getTime());
	const times = onPhones.map(({ at }) => at.getTime());
	const groups = [
		...groupsBy("network", onPhones, ({ networkMark }) => networkMark),
		...groupsBy("village", onPhones, ({ villageId }) => villageId),
	].filter(({ group }) => group.length >= least);
	return groups.flatMap((one) => apart(oddWindows(one, times, { least, minutes })).map((window) => burst(one, window)));
}

interface Group {
	by: "network" | "village";
	key: string;
	group: Looked[];
}

function groupsBy(by: Group["by"], ballots: Looked[], keyOf: (ballot: Looked) => string | null): Group[] {
	const keyed = ballots.filter((ballot) => keyOf(ballot) !== null);
	return [...Map.groupBy(keyed, keyOf)].map(([key, group]) => ({ by, key: key ?? "", group }));
}

interface Window {
	from: number;
	ballots: Looked[];
	expected: number;
	chance: number;
}

function oddWindows({ group }: Group, times: number[], { least, minutes }: Burst): Window[] {
	const length = minutes * MINUTE;
	const own = group.map(({ at }) => at.getTime());
	return group.flatMap((_first, place) => {
		const from = own[place] as number;
		const ballots = group.slice(place, firstAt(own, from + length));
		if (ballots.length < least) return [];
		const together = firstAt(times, from + length) - firstAt(times, from);
		const expected = (group.length * together) / times.length;
		const chance = poissonTail(ballots.length, expected);
		return chance <= BURST_CHANCE ? [{ from, ballots, expected, chance }] : [];
	});
}

/** The oddest window first, and none that overlaps one already taken. */
function apart(windows: Window[]): Window[] {
	const taken: Window[] = [];
	for (const window of windows.sort((a, b) => a.chance - b.chance || a.from - b.from)) {
		const numbers = new Set(window.ballots);
		if (!taken.some(({ ballots }) => ballots.some((ballot) => numbers.has(ballot)))) taken.push(window);
	}
	return taken;
}

function burst({ by, key }: Group, { from, ballots, expected }: Window): Found {
	const evidence: Evidence = {
		kind: "burst",
		by,
		...(by === "village" && { villageId: key }),
		households: rollNumbers(ballots),
		...spanOf(ballots),
		expected: Math.round(expected * 10) / 10,
	};
	return { subject: `${by}:${key}:${from}`, evidence };
}

/** The place of the first moment that is not before `at`, in rising moments. */
function firstAt(times: number[], at: number): number {
	let [low, high] = [0, times.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((times[middle] as number) < at) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The chance of `least` or more where `expected` are expected. */
export function poissonTail(least: number, expected: number): number {
	if (least <= expected) return 1;
	let logFactorial = 0;
	for (let n = 2; n <= least; n++) logFactorial += Math.log(n);
	let term = Math.exp(least * Math.log(expected) - expected - logFactorial);
	let sum = 0;
	for (let n = least; term > sum * 1e-12; n++) {
		sum += term;
		term *= expected / (n + 1);
	}
	return Math.min(1, sum);
}

export function rollNumbers(ballots: Looked[]): number[] {
	return ballots.map(({ rollNumber }) => rollNumber).sort((a, b) => a - b);
}

export function spanOf(ballots: Looked[]): { from: number; to: number } {
	const times = ballots.map(({ at }) => at.getTime());
	return { from: Math.min(...times), to: Math.max(...times) };
}
