import { SingleBar } from "cli-progress";

export interface Progress {
	/** `step` is the text behind the bar; the count if left out. */
	update: (done: number, total: number, step?: string) => void;
	stop: () => void;
}

/** A bar on a terminal; a line every five seconds if the output goes to a file. It writes to stderr, because stdout is for the command's result. */
export function progressBar(): Progress {
	const bar = new SingleBar({
		format: "  {bar} {percentage}%  {step}",
		noTTYOutput: true,
		notTTYSchedule: 5000,
		hideCursor: true,
		stream: process.stderr,
	});
	let isStarted = false;
	return {
		update: (done, total, step = `${done}/${total}`) => {
			if (!isStarted) bar.start(total, done, { step });
			isStarted = true;
			bar.setTotal(total);
			bar.update(done, { step });
		},
		stop: () => bar.stop(),
	};
}
