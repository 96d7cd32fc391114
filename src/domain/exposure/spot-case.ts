import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals as approvalRows } from "#db/schema/approvals.ts";
import { exposures, exposureTakedowns } from "#db/schema/exposure.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import type { Approval } from "#domain/approvals/types.ts";
import { Refusal } from "#domain/errors.ts";
import { picturesIn } from "#domain/photos/picture.ts";
import { PLACE_LOOKERS } from "#domain/photos/rules.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { isInterested } from "#domain/spots/interested.ts";
import { placedSpots, SPOT } from "#domain/spots/placed.ts";
import { newestOrder, TRIAGE } from "#domain/spots/spot.ts";
import { EXPOSURE_READERS } from "./desk.ts";
import { standingPolicy } from "./policies.ts";
import { dutyFor, EDITORS, haveOneOffice, isLate } from "./propose-exposure.ts";
import { mayReview } from "./reviewers.ts";

/** A late spot as those see it who propose, sign and review: its pictures, its order, what was proposed, and what the viewer may do about it. */
export async function spotCase(viewer: Viewer, spotId: string, at: Date) {
	const [spot] = await placedSpots({ ...SPOT, villageId: spots.villageId }).where(eq(spots.id, spotId));
	const order = spot && (await newestOrder(db, spotId));
	if (!spot || !order || !mayActIn(viewer, spot.path, ...EXPOSURE_READERS)) throw new Refusal("not_found", "common.notFound");
	const [unit] = await db.select({ name: units.name, phone: units.phone }).from(units).where(eq(units.id, order.unitId));
	const policy = await standingPolicy(spot.villageId);
	const card = await cardOf(order.id);
	const approvals = await approvalsOf(["exposure"], eq(approvalRows.subject, `${spotId}/${order.id}`));
	const isOwn = await isInterested(db, viewer.personId, spotId);
	const isRefusedHere = approvals.some(({ answer, proposed }) => answer?.said === "refused" && proposed.byId === viewer.personId);
	const isLateNow = await isLate(db, order.id, at);
	const isUnderPolicy = policy !== undefined && policy.recordedAt <= order.assignedAt;
	const isEditor = mayActIn(viewer, spot.path, ...EDITORS) && !isOwn;
	const isPressed = Boolean(card?.takedown && !card.takedown.outcome);
	const seesPictures = isOwn || mayActIn(viewer, spot.path, ...PLACE_LOOKERS);
	return {
		...{ ...spot, order, unit, policy, card, isOwn, isLate: isLateNow, isUnderPolicy, approvals },
		isRefusedHere,
		hasSigned: hasSigned(viewer, approvals),
		pictures: seesPictures ? await picturesFor(spotId) : [],
		// Nobody signs for a picture that they do not see.
		signers: seesPictures ? await ableSigners(spot.path, spotId, approvals) : [],
		may: {
			propose: isEditor && !card && isLateNow && isUnderPolicy && !isRefusedHere,
			review: card !== undefined && isPressed && mayActIn(viewer, spot.path, ...TRIAGE) && (await mayReview(db, viewer.personId, card.id)),
		},
	};
}

async function cardOf(assignmentId: string) {
	const [card] = await db
		.select()
		.from(exposures)
		.where(and(eq(exposures.assignmentId, assignmentId), sql`${exposures.stage} <> 'dropped'`));
	if (!card) return undefined;
	const [takedown] = await db
		.select()
		.from(exposureTakedowns)
		.where(eq(exposureTakedowns.exposureId, card.id))
		.orderBy(desc(exposureTakedowns.number))
		.limit(1);
	return { ...card, takedown };
}

async function picturesFor(spotId: string) {
	const rows = await db
		.select({ photoId: spotPhotos.photoId })
		.from(spotPhotos)
		.where(and(eq(spotPhotos.spotId, spotId), isNotNull(spotPhotos.reportId)))
		.orderBy(asc(spotPhotos.photoId));
	return picturesIn(db, rows);
}

/** Without those of the proposer's own office and those who answer for the spot, whom the signature would refuse. */
async function ableSigners(path: string, spotId: string, all: Approval[]) {
	const [[approvalId, people] = ["", []]] = await signersOf(dutyFor(path), all);
	const proposer = all.find((one) => one.approvalId === approvalId)?.proposed.byId ?? "";
	const able = await Promise.all(
		people.map(async ({ personId }) => !(await haveOneOffice(db, proposer, personId)) && !(await isInterested(db, personId, spotId))),
	);
	return people.filter((_, n) => able[n]);
}

function hasSigned({ personId }: Viewer, all: Approval[]): boolean {
	return all.some(({ answer, proposed }) => answer?.said === "signed" && [proposed.byId, answer.byId].includes(personId));
}
