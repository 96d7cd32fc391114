import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { publish } from "#domain/moderation/decide.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import type { Side } from "#domain/submissions/types.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { uploadOf } from "#tests/pictures.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;
type Home = Cast["homes"]["bao"];

const DAY = 24 * 60;
const CAMERA = { gps: { lat: 30.1, lon: 110.6 }, make: "HUAWEI", model: "Mate 60" };

/** A small district with published pairs, drawn, taken in and published by the portal's commands. Bao's pair has two photos on each side. */
export async function openAlbum(): Promise<Cast & { pairs: Record<"bao" | "chen" | "fan", string> }> {
	const cast = await inviteCast();
	const { bao, chen, fan } = cast.homes;
	const now = new Date();
	const pairs = {
		fan: await published(cast, fan, { photosASide: 1, at: minutesAfter(now, -3 * DAY), categoryCode: "Q3-03" }),
		chen: await published(cast, chen, { photosASide: 1, at: minutesAfter(now, -2 * DAY), categoryCode: "Z1-02" }),
		bao: await published(cast, bao, { photosASide: 2, at: minutesAfter(now, -1 * DAY), categoryCode: "Q3-01" }),
	};
	closeDarkroom();
	return { ...cast, pairs };
}

interface Made {
	photosASide: number;
	at: Date;
	categoryCode: string;
}

async function published(cast: Cast, home: Home, { photosASide, at, categoryCode }: Made): Promise<string> {
	const { submissionId } = await startDraft({ householdId: home.householdId, idempotencyKey: "album", by: home, at });
	for (const side of ["before", "after"] as Side[])
		for (let view = 0; view < photosASide; view++)
			await addPhoto({ submissionId, side, upload: await taken(home, { side, view, at, categoryCode }), by: home, at });
	await describe({ submissionId, words: "草除了，柴码齐了，门前亮堂多了。", categoryCode, startedBy: "self", by: home, at });
	const { version } = await sendSubmission({ submissionId, consentsToDisplay: true, by: home, at });
	await publish({ by: cast.staff.meng, submissionId, version, at });
	return submissionId;
}

async function taken(home: Home, { side, view, at, categoryCode }: { side: Side; view: number; at: Date; categoryCode: string }) {
	const drawing = drawCourtyard(courtyardOf(home.householdId), { moment: side, category: categoryCode, takenAt: at, view });
	return uploadOf(await photograph(drawing, { ...CAMERA, takenAt: at }));
}
