import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { EXPOSURE_LIFE, exposures } from "#db/schema/exposure.ts";
import { photos } from "#db/schema/photos.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { propose } from "#domain/approvals/propose.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { decideNothingToHide } from "#domain/photos/redact.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { isInterested } from "#domain/spots/interested.ts";
import { newestOrder, requireDeciding } from "#domain/spots/spot.ts";
import { takeStep } from "#domain/stages.ts";
import { standingPolicy } from "./policies.ts";

/** 编辑: who may propose a card in their places. Another office signs. */
export const EDITORS: Role[] = ["moderator", "publicist"];

interface Proposing {
	spotId: string;
	/** The picture of how it was. */
	beforeId: string;
	/** Why it must be seen, for whoever signs. */
	why: string;
	by: Viewer;
	at: Date;
}

/** The first signature. The database refuses a spot that was fixed in time, is appealed, or lies where no assembly adopted a policy before the order. */
export function proposeExposure({ spotId, beforeId, why, by, at }: Proposing): Promise<{ exposureId: string }> {
	return write(async (tx) => {
		const spot = await requireDeciding(tx, { by, spotId }, EDITORS);
		const order = await newestOrder(tx, spotId);
		const policy = await standingPolicy(spot.villageId, tx);
		if (!order || !(await isLate(tx, order.id, at))) throw new Refusal("conflict", "exposure.notLate");
		if (!policy || policy.recordedAt > order.assignedAt) throw new Refusal("conflict", "exposure.noPolicy");
		await requirePicture(tx, spotId, beforeId);
		const exposureId =
			(await standingCard(tx, order.id)) ??
			(await begin(tx, { spotId, order, policyId: policy.id, villageId: spot.villageId, beforeId, by, at }));
		await lookedAt(tx, beforeId, { decidedBy: by.personId, at });
		const proposal = {
			kind: "exposure",
			subject: `${spotId}/${order.id}`,
			regionId: dutyFor(spot.path).id,
			householdId: null,
			outcome: "show",
		} as const;
		await propose(tx, { ...proposal, why, by, at });
		return { exposureId };
	});
}

/** The duty is the town's: its own admin fills the village's offices, and two of their making are not two. */
export function dutyFor(path: string): { id: string; path: string } {
	const [, district = "", town = ""] = path.split("/");
	return { id: town, path: `/${district}/${town}/` };
}

export async function isLate(tx: Reader, assignmentId: string, at: Date): Promise<boolean> {
	const rows = await tx.all(sql`select 1 from exposure_due where id = ${assignmentId} and late_from < ${at.getTime()}`);
	return rows.length > 0;
}

async function requirePicture(tx: Tx, spotId: string, photoId: string): Promise<void> {
	const own = and(eq(spotPhotos.spotId, spotId), eq(spotPhotos.photoId, photoId), isNotNull(spotPhotos.reportId));
	if ((await tx.select({ photoId: spotPhotos.photoId }).from(spotPhotos).where(own)).length === 0)
		throw new Refusal("invalid", "exposure.pictureMissing", { field: "beforeId" });
}

/** Whoever proposes it has looked at the picture: what they did not hide is nothing to hide. */
async function lookedAt(tx: Tx, photoId: string, by: { decidedBy: string; at: Date }): Promise<void> {
	const [photo] = await tx.select({ revision: photos.revision }).from(photos).where(eq(photos.id, photoId));
	await decideNothingToHide(tx, { photoId, revision: photo?.revision ?? 0, ...by });
}

async function standingCard(tx: Tx, assignmentId: string): Promise<string | undefined> {
	const standing = and(eq(exposures.assignmentId, assignmentId), ne(exposures.stage, "dropped"));
	const [found] = await tx.select({ id: exposures.id, stage: exposures.stage }).from(exposures).where(standing);
	if (found && found.stage !== "proposed") throw new Refusal("conflict", "exposure.shownAlready");
	return found?.id;
}

interface Beginning {
	spotId: string;
	order: { id: string };
	policyId: string;
	villageId: string;
	beforeId: string;
	by: Viewer;
	at: Date;
}

async function begin(tx: Tx, { order, by, at, ...card }: Beginning): Promise<string> {
	const id = newId();
	await tx.insert(exposures).values({ id, ...card, assignmentId: order.id, stageAt: at });
	await takeStep(tx, EXPOSURE_LIFE, { id, stage: "proposed", actorId: by.personId, at });
	return id;
}

/** 两个单位各签一次: whoever signs holds no office where the proposer holds one, and answers for the spot as little. */
export const EXPOSURE_APPROVAL: KindRules = {
	pages: () => ["exposure"],
	async require(tx, { subject, proposedBy }, { by, at, said }) {
		const card = await cardOf(tx, subject);
		for (const personId of [proposedBy, by.personId])
			if (await isInterested(tx, personId, card.spotId)) throw new Refusal("forbidden", "spots.ownUnit");
		if (said === "refused") return;
		if (!(await isLate(tx, card.assignmentId, at))) throw new Refusal("conflict", "exposure.notLate");
		if (await haveOneOffice(tx, proposedBy, by.personId)) throw new Refusal("forbidden", "exposure.sameOffice");
	},
	async takeEffect(tx, { subject }, { by, at }) {
		const { id, beforeId } = await cardOf(tx, subject);
		await takeStep(tx, EXPOSURE_LIFE, { id, stage: "shown", actorId: by.personId, at });
		await releasePhotos(tx, [beforeId], { decidedBy: by.personId, at });
		await record(tx, { at, actorId: by.personId, action: "exposure.show", subject: `exposure:${id}` });
	},
	async letFall(tx, { subject }, at) {
		const { id } = await cardOf(tx, subject);
		await takeStep(tx, EXPOSURE_LIFE, { id, stage: "dropped", actorId: null, at });
		await record(tx, { at, actorId: null, action: "exposure.drop", subject: `exposure:${id}` });
	},
};

/** The card that waits for this signature; its subject is "SPOT/order". */
async function cardOf(tx: Tx, subject: string) {
	const waits = and(eq(exposures.assignmentId, subject.slice(subject.indexOf("/") + 1)), eq(exposures.stage, "proposed"));
	const [card] = await tx.select().from(exposures).where(waits);
	if (!card) throw new Refusal("conflict", "exposure.notLate");
	return card;
}

export async function haveOneOffice(tx: Reader, one: string, other: string): Promise<boolean> {
	const rows = await tx.all(sql`select 1 from role_grants a join role_grants b on b.region_id = a.region_id
		where a.person_id = ${one} and b.person_id = ${other} and a.revoked_at is null and b.revoked_at is null limit 1`);
	return rows.length > 0;
}
