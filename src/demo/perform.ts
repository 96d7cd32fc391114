import { Readable } from "node:stream";
import type { Viewer } from "#domain/accounts/types.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { openItem } from "#domain/moderation/open.ts";
import { redact } from "#domain/moderation/redact.ts";
import type { Reason } from "#domain/moderation/types.ts";
import { receiveUpload } from "#domain/photos/upload.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import type { Member } from "#domain/submissions/types.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { PlannedSubmission } from "./plan.ts";
import type { Snapshot } from "./snapshots.ts";
import type { Step } from "./steps.ts";

export interface Story {
	planned: PlannedSubmission;
	/** Drawn when needed. */
	snapshots: () => Promise<Snapshot[]>;
	member: { personId: string; householdId: string; headName: string };
	moderator: Viewer;
	/** Who writes down for households without a phone. */
	helper: Viewer;
}

interface Sent {
	submissionId: string;
	version: number;
	firstPhotoId: string;
}

const MINUTE = 60_000;
const READ_TEXT = messagesFor("zh-CN").assist.consent.edition;
const RETURNED_FOR: Reason[] = ["blurred", "too_dark", "other_place", "unfinished"];

/** Performs one planned submission by the same commands that the pages call. */
export function firstStep(story: Story): Step {
	const { planned } = story;
	let begun: ReturnType<typeof draft> | undefined;
	const prepare = () => (begun ??= draft(story));
	return {
		at: planned.sentAt,
		draws: [planned],
		prepare,
		take: async () => {
			const drafted = await prepare();
			if (planned.fate === "draft") return [];
			const sent = await send(story, drafted, planned.sentAt);
			return planned.fate === "waiting" ? [] : [secondStep(story, sent)];
		},
	};
}

/** As whom the pair is written down: its household's member, or the helper in their place. */
function writerOf({ planned, member, helper }: Story): Member {
	return planned.isAssisted ? { ...member, personId: helper.personId } : member;
}

async function draft(story: Story): Promise<Omit<Sent, "version">> {
	const { planned, snapshots, helper } = story;
	const by = writerOf(story);
	const { key: idempotencyKey, words, category: categoryCode, startedBy, sentAt } = planned;
	const { submissionId } = await startDraft({
		...{ householdId: by.householdId, idempotencyKey, by, at: before(sentAt, 12) },
		...(planned.isAssisted && { helper }),
	});
	const shots = await snapshots();
	const add = async ({ side, jpeg }: Snapshot) =>
		addPhoto({ submissionId, side, upload: await receiveUpload(Readable.from([jpeg])), by, at: before(sentAt, 9) });
	// In parallel, because two pictures can be developed at a time.
	const [first] = await Promise.all(shots.map(add));
	await describe({ submissionId, words, categoryCode, startedBy, by, at: before(sentAt, 3) });
	return { submissionId, firstPhotoId: first?.photoId ?? "" };
}

async function send(story: Story, drafted: Omit<Sent, "version">, at: Date): Promise<Sent> {
	const { planned, member, helper } = story;
	const heard = { helper, saidBy: member.headName, how: planned.household % 2 ? "spoken" : "paper", readText: READ_TEXT };
	const yes = planned.isAssisted && { yes: heard };
	const { version } = await sendSubmission({
		submissionId: drafted.submissionId,
		consentsToDisplay: true,
		by: writerOf(story),
		...yes,
		at,
	});
	return { ...drafted, version };
}

/** What happens a day or two later. */
function secondStep(story: Story, sent: Sent): Step {
	const { fate, decidedAt: at, household } = story.planned;
	const on = { by: story.moderator, submissionId: sent.submissionId, version: sent.version, at };
	const reasons = [RETURNED_FOR[household % RETURNED_FOR.length] as Reason];
	const take = {
		published: async () => void (await publishLooked(story, sent, at)),
		withdrawn: () => withdrawSubmission({ submissionId: sent.submissionId, by: story.member, at }),
		declined: async () => void (await decline({ ...on, reasons: ["not_courtyard"], note: "" })),
		returned: async () => void (await returnToHousehold({ ...on, reasons, note: "" })),
		mended: async () => void (await returnToHousehold({ ...on, reasons, note: "" })),
	}[fate as Exclude<PlannedSubmission["fate"], "draft" | "waiting">];
	return {
		at,
		take: async () => {
			await take();
			return fate === "mended" ? [mendingStep(story, sent)] : [];
		},
	};
}

/** The next day it is mended and sent again; then it is published. */
function mendingStep(story: Story, sent: Sent): Step {
	const at = after(story.planned.decidedAt, 26 * 60);
	const take = async () => {
		const again = await send(story, sent, at);
		const decidedAt = after(at, 90);
		return [{ at: decidedAt, take: async () => publishLooked(story, again, decidedAt) }];
	};
	return { at, take };
}

async function publishLooked({ moderator, planned }: Story, { submissionId, version, firstPhotoId }: Sent, at: Date): Promise<Step[]> {
	await openItem(moderator, submissionId, before(at, 2));
	const on = { by: moderator, submissionId, version, at };
	// A corner to hide, as a licence plate would be.
	const rectangles = [{ x: 0.04, y: 0.72, width: 0.13, height: 0.09 }];
	if (planned.isRedacted) await redact({ ...on, at: before(at, 1), photoId: firstPhotoId, rectangles, startFrom: "current" });
	await publish(on);
	return [];
}

function before(moment: Date, minutes: number): Date {
	return after(moment, -minutes);
}

function after(moment: Date, minutes: number): Date {
	return new Date(moment.getTime() + minutes * MINUTE);
}
