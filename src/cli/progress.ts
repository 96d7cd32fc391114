import { SingleBar } from "cli-progress";

export interface Progress {
	/** `step` is what stands behind the bar; the count, unless told. */
	update: (done: number, total: number, step?: string) => void;
	stop: () => void;
}

/** A bar on a terminal; a line every five seconds where the output goes to a file. On stderr: stdout is for what the command has to say. */
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
