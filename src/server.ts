import { serve } from "./serve.ts";

// The process of the site, from start to stop.
const IMPATIENT_MS = 1_000;
let stoppingSince: number | undefined;

const opening = serve();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);

export const { address } = await opening;

/** Ctrl-C arrives twice, from the terminal and from npm; a later one is from somebody who will not wait. */
async function stop(): Promise<void> {
	if (stoppingSince !== undefined) return void (performance.now() - stoppingSince > IMPATIENT_MS && process.exit(1));
	stoppingSince = performance.now();
	await (await opening).close();
	process.exit(0);
}
