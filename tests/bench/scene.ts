import { publish } from "#domain/moderation/decide.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { type inviteCast, minutesAfter } from "#tests/cast.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;
const DAY_MINUTES = 24 * 60;

/** A wall of published pairs with real pictures in all sizes; the ids, newest last. */
export async function publishPairs({ homes, staff }: Cast, count: number, start: Date): Promise<string[]> {
	const households = Object.values(homes);
	return inPairs(count, async (n) => {
		const { householdId, personId } = households[n % households.length] as Cast["homes"]["bao"];
		const by = { householdId, personId };
		const at = minutesAfter(start, Math.floor(n / households.length) * DAY_MINUTES + n);
		const { submissionId } = await startDraft({ householdId, idempotencyKey: `bench-${n}`, by, at });
		for (const side of ["before", "after"] as const) {
			const upload = await uploadOf(await photoOf(n * 2 + (side === "after" ? 1 : 0)));
			await addPhoto({ submissionId, side, upload, by, at });
		}
		await describe({ submissionId, words: "柴火重新码了，靠墙一溜齐。", categoryCode: "Q3-01", startedBy: "self", by, at });
		const { version } = await sendSubmission({ submissionId, consentsToDisplay: true, by, at });
		await publish({ by: staff.meng, submissionId, version, at: minutesAfter(at, 1) });
		return submissionId;
	});
}

/** Pairs that wait for a moderator; no files behind their pictures, for nobody looks at them here. */
export async function sendPairs({ homes }: Cast, count: number, start: Date): Promise<Pair[]> {
	const { bao, chen, du, fan } = homes;
	return inPairs(count, (n) => {
		const { householdId, personId } = [chen, du, fan, bao][n % 4] as Cast["homes"]["bao"];
		return sentPair({ householdId, personId }, { at: minutesAfter(start, Math.floor(n / 4) * DAY_MINUTES) });
	});
}

/** Two at a time: as many pictures as intake decodes at once. */
async function inPairs<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
	const done: T[] = [];
	const next = async (n: number): Promise<void> => {
		if (n >= count) return;
		done[n] = await work(n);
		await next(n + 2);
	};
	await Promise.all([next(0), next(1)]);
	return done;
}
