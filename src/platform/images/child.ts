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
os.setPriority(10);

process.on("message", async (job: PictureJob) => say(await answerTo(job)));
process.on("disconnect", () => process.exit());
say({ kind: "ready" });

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
