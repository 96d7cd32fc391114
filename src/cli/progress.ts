import { SingleBar } from "cli-progress";

export interface Progress {
	update: (done: number, total: number) => void;
	stop: () => void;
}

/** A bar on a terminal; a line every tenth where the output goes to a file. */
export function progressBar(): Progress {
	const bar = new SingleBar({
		format: "  {bar} {percentage}%  {value}/{total}",
		noTTYOutput: true,
		notTTYSchedule: 5000,
		hideCursor: true,
	});
	let isStarted = false;
	return {
		update: (done, total) => {
			if (!isStarted) bar.start(total, done);
			isStarted = true;
			bar.setTotal(total);
			bar.update(done);
		},
		stop: () => bar.stop(),
	};
}
