import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import sharp from "sharp";
import { UnfitPicture, type UnfitReason } from "./limits.ts";
import { type PictureJob, type PreparedPicture, preparePicture } from "./prepare.ts";

/** First that it is ready, then one answer per picture. */
export type Answer =
	| { kind: "ready" }
	| { kind: "prepared"; picture: PreparedPicture }
	| { kind: "unfit"; reason: UnfitReason; because: string };

// Allows only these decoders. libvips has many more, and a stranger's file could reach each of them.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
	operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadHeifBuffer"],
});
sharp.cache(false);
sharp.concurrency(1);
// When the machine is busy, pages come before pictures.
for (const thread of ownThreads()) os.setPriority(thread, 10);

process.on("message", async (job: PictureJob) => say(await answerTo(job)));
process.on("disconnect", () => process.exit());
say({ kind: "ready" });

/** For Linux each thread has its own priority, and those that decode began before this line; threads that they begin have theirs. */
function ownThreads(): number[] {
	return existsSync("/proc/self/task") ? readdirSync("/proc/self/task").map(Number) : [0];
}

async function answerTo(job: PictureJob): Promise<Answer> {
	try {
		return { kind: "prepared", picture: await preparePicture(job) };
	} catch (failure) {
		if (failure instanceof UnfitPicture) return { kind: "unfit", reason: failure.reason, because: String(failure.cause ?? failure) };
		throw failure;
	}
}

function say(answer: Answer): void {
	process.send?.(answer);
}
