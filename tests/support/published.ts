import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { decisions } from "#db/schema/moderation.ts";
import { consents, SUBMISSION_LIFE, submissionPhotos, submissions, submissionVersions } from "#db/schema/submissions.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { takeStep } from "#domain/stages.ts";
import type { StartedBy } from "#domain/submissions/types.ts";
import { MORNING } from "#tests/cast.ts";
import { paperPhoto } from "#tests/paper-photos.ts";

interface Home {
	householdId: string;
	personId: string;
	hamlet: { id: string; parent?: { id: string } | undefined };
}
interface More {
	at?: Date;
	content?: { categoryCode?: string; startedBy?: StartedBy; words?: string };
	photosASide?: number;
	areReleased?: boolean;
	isPublished?: boolean;
}

/** A pair as rows only, without files: quick enough for lists of many. Moderator Li publishes it. */
export async function pairOf(home: Home, submissionId: string, more: More = {}): Promise<string> {
	const { at = MORNING, photosASide = 1, areReleased = true, isPublished = true } = more;
	await write(async (tx) => {
		const content = { categoryCode: "Q3-01", startedBy: "self" as StartedBy, words: `${submissionId}：柴火码齐了。`, ...more.content };
		const pair: Pair = { tx, home, submissionId, at, content };
		await begin(pair);
		const photoIds = await photograph(pair, photosASide);
		await send(pair, photoIds);
		if (areReleased) await releasePhotos(tx, photoIds, { decidedBy: "person-li", at });
		if (isPublished) await publish(pair);
	});
	return submissionId;
}

interface Pair {
	tx: Tx;
	home: Home;
	submissionId: string;
	at: Date;
	content: { categoryCode: string; startedBy: StartedBy; words: string };
}

async function begin({ tx, home, submissionId, at, content }: Pair): Promise<void> {
	await tx.insert(submissions).values({
		id: submissionId,
		householdId: home.householdId,
		villageId: home.hamlet.parent?.id ?? "",
		hamletId: home.hamlet.id,
		idempotencyKey: submissionId,
		...content,
		createdBy: home.personId,
		createdAt: at,
		editedAt: at,
		stageAt: at,
	});
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "draft", actorId: home.personId, at });
}

async function photograph({ tx, home, submissionId, at }: Pair, photosASide: number): Promise<string[]> {
	const photoIds: string[] = [];
	for (const side of ["before", "after"] as const)
		for (let position = 1; position <= photosASide; position++) {
			const photoId = `${submissionId}-${side}-${position}`;
			photoIds.push(photoId);
			await paperPhoto(tx, { photoId, by: home, at });
			await tx.insert(submissionPhotos).values({ submissionId, side, position, photoId, sha256: photoId });
		}
	return photoIds;
}

async function send({ tx, home, submissionId, at, content }: Pair, photoIds: string[]): Promise<void> {
	const { personId, householdId } = home;
	await tx.update(submissions).set({ version: 1 }).where(eq(submissions.id, submissionId));
	const [before, after] = [photoIds.slice(0, photoIds.length / 2), photoIds.slice(photoIds.length / 2)];
	await tx.insert(submissionVersions).values({ submissionId, version: 1, ...content, before, after, sentBy: personId, sentAt: at });
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: personId, at });
	await tx.insert(consents).values({ householdId, submissionId, channel: "public_display", givenBy: personId, givenAt: at });
}

async function publish({ tx, submissionId, at }: Pair): Promise<void> {
	await tx.insert(decisions).values({ submissionId, version: 1, outcome: "published", moderatorId: "person-li", decidedAt: at });
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "published", actorId: "person-li", at });
}
