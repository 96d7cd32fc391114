import { Worker } from "node:worker_threads";

/** The work cost more than it may. */
export class TooHeavy extends Error {}

/** Runs a module on a thread of its own, so that nobody waits for it here. It finds the question as `workerData`, and posts one answer. */
export function apart<Answer>(module: URL, question: unknown, { seconds, megabytes }: { seconds: number; megabytes: number }) {
	return new Promise<Answer>((resolve, reject) => {
		const worker = new Worker(module, { workerData: question, env: {}, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
		const clock = setTimeout(() => end(() => reject(new TooHeavy(`over ${seconds} s`))), seconds * 1000);
		const end = (settle: () => void) => {
			clearTimeout(clock);
			worker.removeAllListeners();
			void worker.terminate();
			settle();
		};
		worker.once("message", (answer: Answer) => end(() => resolve(answer)));
		worker.once("error", (failure) => end(() => reject(isOutOfMemory(failure) ? new TooHeavy(`over ${megabytes} MB`) : failure)));
	});
}

function isOutOfMemory(failure: unknown): boolean {
	return failure instanceof Error && "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
}
