import { Readable } from "node:stream";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign as signApproval } from "#domain/approvals/answer.ts";
import { addDays, dayAt } from "#domain/calendar/rules.ts";
import { tendExposures } from "#domain/exposure/leave.ts";
import { EXPOSURE_APPROVAL, proposeExposure } from "#domain/exposure/propose-exposure.ts";
import { spotCase } from "#domain/exposure/spot-case.ts";
import { reviewTakedown, takeDown } from "#domain/exposure/take-down.ts";
import { receiveUpload, type Upload } from "#domain/photos/upload.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { answerAppeal, confirmFix, contestFix, findRelapse } from "#domain/spots/confirm-spot.ts";
import { answerGap } from "#domain/spots/gaps.ts";
import { claimPoints } from "#domain/spots/report-points.ts";
import { reportSpot } from "#domain/spots/report-spot.ts";
import { checkSpot, mergeSpot, turnAway } from "#domain/spots/triage.ts";
import type { Cause, DOORS, GAP_ANSWERS, Grade } from "#domain/spots/types.ts";
import { addAfterPhoto, appealOrder, doMilestone, explain, planMilestones, sayFixed, sayHalfDone, takeInHand } from "#domain/spots/work.ts";
import type { Snapshot } from "./snapshots.ts";

/** What is known of a spot while its story is told. */
export interface Told {
	spotId: string;
	reference: string;
	orders: number;
	exposureId: string;
}

/** Who acts for a place, and what lies there. */
export interface Acting {
	told: Told;
	key: string;
	clerk: Viewer;
	officer: Viewer;
	unitId: string;
	inspector: Viewer;
	publicist: Viewer;
	auditor: Viewer;
	townAdmin: Viewer;
	districtAdmin: Viewer;
	/** A villager who reports with an account. */
	witness: { personId: string; householdId: string };
	hamletId: string;
	householdId: string;
	unitNamed: (name: string) => string;
	spotOf: (name: string) => string;
	shots: () => Promise<Snapshot[]>;
	at: Date;
}

/** Something that is done about a spot. */
export interface Deed {
	/** So many days before the demo's last day; of what was found on a walk, after the walk. */
	day: number;
	/** It needs a picture of the place as it is then. */
	isShown?: true;
	take: (acting: Acting) => Promise<unknown>;
}

const deed =
	<Rest extends unknown[]>(take: (acting: Acting, ...rest: Rest) => Promise<unknown>) =>
	(day: number, ...rest: Rest): Deed => ({ day, take: (acting) => take(acting, ...rest) });

export async function uploadsOf(snapshots: Snapshot[]): Promise<Upload[]> {
	return Promise.all(snapshots.map(({ jpeg }) => receiveUpload(Readable.from([jpeg]))));
}

export const check = deed(({ told: { spotId }, clerk: by, at }) => checkSpot({ spotId, by, at }));

interface OrderWords {
	grade: Grade;
	cause?: Cause;
	words: string;
	/** By name; otherwise that of the village. */
	unit?: string;
}

export const assign = deed(
	async ({ told, clerk: by, unitId, unitNamed, at }, { grade, cause = "cleaning_duty", words, unit }: OrderWords) => {
		const to = unit ? unitNamed(unit) : unitId;
		await assignSpot({ spotId: told.spotId, unitId: to, grade, cause, words, orders: told.orders, by, at });
		told.orders += 1;
	},
);

export const hand = deed(({ told: { spotId }, officer: by, at }) => takeInHand({ spotId, by, at }));
export const half = deed(({ told: { spotId }, officer: by, at }) => sayHalfDone({ spotId, by, at }));

/** The steps of a plan, each so many days after it was made. */
export const plan = deed(({ told: { spotId }, officer: by, at }, steps: [inDays: number, words: string][]) =>
	planMilestones({ spotId, steps: steps.map(([inDays, words]) => ({ words, day: addDays(dayAt(at), inDays) })), by, at }),
);
export const milestone = deed(({ told: { spotId }, officer: by, at }, position: number) => doMilestone({ spotId, position, by, at }));

export const fix = (day: number): Deed => ({
	day,
	isShown: true,
	take: async ({ told: { spotId }, officer: by, shots, at }) => {
		for (const upload of await uploadsOf(await shots())) await addAfterPhoto({ spotId, upload, by, at });
		await sayFixed({ spotId, by, at });
	},
});

export const confirm = deed(async ({ told: { spotId }, inspector: by, at }) => {
	await confirmFix({ spotId, isClear: true, by, at });
	await tendExposures(at, spotId);
});

/** P06: the villager who reported it asks for the points. */
export const claim = deed(({ told: { reference }, witness: by, at }) => claimPoints({ reference, by, at }));

export const relapse = deed(({ told: { spotId }, inspector: by, at }, why: string) => findRelapse({ spotId, why, by, at }));
export const contest = deed(({ told: { reference }, at }, words: string) => contestFix({ reference, words, at }));
export const say = deed(({ told: { spotId }, officer: by, at }, words: string) => explain({ spotId, words, by, at }));
export const appeal = deed(({ told: { spotId }, officer: by, at }, words: string) => appealOrder({ spotId, words, by, at }));
export const uphold = deed(({ told: { spotId }, districtAdmin: by, at }, words: string) =>
	answerAppeal({ spotId, isUpheld: true, words, by, at }),
);
export const answer = deed(({ told: { spotId }, townAdmin: by, at }, said: (typeof GAP_ANSWERS)[number], words: string) =>
	answerGap({ spotId, answer: said, words, by, at }),
);
export const merge = deed(({ told: { spotId }, clerk: by, spotOf, at }, into: string) => mergeSpot({ spotId, into: spotOf(into), by, at }));
export const away = deed(({ told: { spotId }, clerk: by, householdId, at }, door: (typeof DOORS)[number], why: string) =>
	turnAway({ spotId, door, why, householdId: door === "yard" ? householdId : undefined, by, at }),
);

/** Somebody else saw the same. */
export const join = deed(({ told: { spotId }, key, hamletId, witness: by, at }, words: string) =>
	reportSpot({
		...{ idempotencyKey: `demo-witness-of-${key}`, hamletId, categoryCode: "", place: "", words, phone: "" },
		joins: spotId,
		uploads: [],
		by,
		at,
	}),
);

/** The first signature: of the town's moderator, or of the district's publicist where the town signs. */
export const propose = deed(async ({ told, clerk, publicist, at }, why: string, office: "town" | "district" = "town") => {
	const by = office === "town" ? clerk : publicist;
	const { pictures } = await spotCase(by, told.spotId, at);
	({ exposureId: told.exposureId } = await proposeExposure({ spotId: told.spotId, beforeId: pictures[0]?.photoId ?? "", why, by, at }));
});

/** The second signature, of another office: the auditor's, or that of the town. */
export const sign = deed(async ({ told: { spotId }, auditor, townAdmin, at }, office: "auditor" | "town" = "auditor") => {
	const by = office === "town" ? townAdmin : auditor;
	const { approvals } = await spotCase(by, spotId, at);
	await signApproval({ approvalId: approvals.find((one) => !one.answer)?.approvalId ?? "", by, at }, { exposure: EXPOSURE_APPROVAL });
});

export const press = deed(({ told: { exposureId }, at }, words: string) => takeDown({ exposureId, words, at }));
export const remove = deed(({ told: { exposureId }, districtAdmin: by, at }, words: string) =>
	reviewTakedown({ exposureId, outcome: "removed", words, by, at }),
);
/** The job that each minute does what is due. */
export const tend = deed(({ told: { spotId }, at }) => tendExposures(at, spotId));
