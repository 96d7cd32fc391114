import autocannon, { type Request } from "autocannon";
import { BALLOT, nextBallotFrom } from "./electorate.ts";
import type { Answers, Load } from "./load.ts";

// The process of a `Client`. Autocannon's own histogram knows whole milliseconds only, so the times are kept here.
process.once("disconnect", () => process.exit(0));
process.on("message", async (load: Load) => process.send?.(await answersTo(load)));

async function answersTo({ ballotsFrom, paths, ...load }: Load): Promise<Answers> {
	const [times, statuses]: [number[], Record<string, number>] = [[], {}];
	const requests = ballotsFrom === undefined ? paths?.map((path) => ({ path })) : [ballots(load.url, ballotsFrom)];
	const running = autocannon({ ...load, timeout: 60, sampleInt: 50, ...(requests && { requests }) });
	// Its own duration is in whole seconds too.
	const begun = performance.now();
	let last = begun;
	running.on("response", (_client, status, _bytes, ms) => {
		last = performance.now();
		times.push(ms);
		statuses[status] = (statuses[status] ?? 0) + 1;
	});
	const { errors, timeouts } = await running;
	times.sort((one, other) => one - other);
	const share = (part: number) => times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0;
	const perSecond = times.length / ((last - begun) / 1000);
	return { perSecond, total: times.length, statuses, errors: errors + timeouts, p50Ms: share(0.5), p99Ms: share(0.99), maxMs: share(1) };
}

function ballots(origin: string, from: number): Request {
	return { ...BALLOT, headers: { origin, "content-type": "application/x-www-form-urlencoded" }, setupRequest: nextBallotFrom(from) };
}
