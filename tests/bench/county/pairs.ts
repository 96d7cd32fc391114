import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { SeededRandom } from "#demo/random.ts";
import type { Member, Officer } from "./people.ts";
import { type Drawn, fileRows, type Yard } from "./pictures.ts";
import { insertRows, type Row, seededCode } from "./rows.ts";

const WORDS = [
	"柴火重新码了，靠墙一溜齐。",
	"把院里的旧砖清走，种上了菜。",
	"门前的沟清了，雨天不再积水。",
	"鸡圈挪到屋后，院子亮堂多了。",
];
const MINUTE = 60_000;

/** A pair on its way: sent, and either published or still waiting. */
export interface Pair {
	id: string;
	by: Member;
	yard: Yard;
	words: string;
	startedBy: "self" | "notice";
	photoIds: { before: string; after: string };
	sentAt: number;
	/** Null while it waits. */
	decision: { id: string; moderatorId: string; at: number } | null;
}

interface Plan {
	random: SeededRandom;
	members: Member[];
	yards: Yard[];
	moderators: Officer[];
	published: number;
	waiting: number;
	from: Date;
	until: Date;
}

/** Spread evenly over the time; those that wait are the newest. */
export function plannedPairs({ random, members, yards, moderators, published, waiting, from, until }: Plan): Pair[] {
	const homes = random.shuffle([...new Map(members.map((member) => [member.householdId, member])).values()]);
	const total = published + waiting;
	const span = until.getTime() - from.getTime() - 60 * MINUTE;
	return Array.from({ length: total }, (_, n) => {
		const sentAt = from.getTime() + Math.floor((n / total) * span);
		const moderatorId = moderators[n % moderators.length]?.personId ?? "";
		return {
			id: seededCode(random, 16),
			...{ by: homes[n % homes.length] as Member, yard: random.pick(yards), words: random.pick(WORDS) },
			startedBy: random.chance(0.7) ? "self" : "notice",
			photoIds: { before: seededCode(random, 16), after: seededCode(random, 16) },
			sentAt,
			decision: n < published ? { id: seededCode(random, 16), moderatorId, at: sentAt + random.int(5, 50) * MINUTE } : null,
		};
	});
}

/** Rows in the order in which the household's and the moderator's commands write them, so that every trigger says yes. */
export async function sendPairs(tx: Tx, pairs: Pair[], random: SeededRandom): Promise<void> {
	await insertRows(tx, "submissions", pairs.map(submissionRow));
	await insertRows(
		tx,
		"submission_stages",
		pairs.map((pair) => stepRow(random, pair, 1, "draft")),
	);
	await insertRows(
		tx,
		"photos",
		pairs.flatMap((pair) => sides(pair).map(({ photoId, drawn }) => photoRow(pair, photoId, drawn))),
	);
	await insertRows(
		tx,
		"photo_derivatives",
		pairs.flatMap((pair) => sides(pair).flatMap(({ photoId, drawn }) => fileRows(random, photoId, drawn))),
	);
	await insertRows(
		tx,
		"submission_photos",
		pairs.flatMap(({ id, ...pair }) =>
			sides(pair).map(({ side, photoId }) => ({ submission_id: id, side, position: 1, photo_id: photoId, sha256: photoId })),
		),
	);
	await tx.update(submissions).set({ version: 1 }).where(eq(submissions.version, 0));
	await insertRows(tx, "submission_versions", pairs.map(versionRow));
	await insertRows(
		tx,
		"submission_stages",
		pairs.map((pair) => stepRow(random, pair, 2, "waiting")),
	);
	await insertRows(
		tx,
		"consents",
		pairs.map(({ id, by, sentAt }) => ({
			...{ id: seededCode(random, 16), household_id: by.householdId, submission_id: id, channel: "public_display", occasion: "" },
			...{ given_by: by.personId, given_at: sentAt },
		})),
	);
}

export async function publishPairs(tx: Tx, pairs: Pair[], random: SeededRandom): Promise<void> {
	const decided = pairs.flatMap(({ decision, ...pair }) => (decision ? [{ ...pair, decision }] : []));
	const looked = decided.flatMap(({ photoIds, decision }) => [photoIds.before, photoIds.after].map((photoId) => ({ photoId, decision })));
	await insertRows(
		tx,
		"photo_redactions",
		looked.map(({ photoId, decision }) => ({
			...{ id: seededCode(random, 16), photo_id: photoId, revision: 0, rectangles: [] },
			...{ decided_by: decision.moderatorId, decided_at: decision.at },
		})),
	);
	await tx.run(sql`update photos set released_at = (select decided_at from photo_redactions where photo_id = photos.id)
		where id in (select photo_id from photo_redactions)`);
	await insertRows(
		tx,
		"decisions",
		decided.map(({ id, decision }) => ({
			...{ id: decision.id, submission_id: id, version: 1, outcome: "published", note: "" },
			...{ moderator_id: decision.moderatorId, decided_at: decision.at },
		})),
	);
	await insertRows(
		tx,
		"submission_stages",
		decided.map((pair) => ({
			...stepRow(random, { ...pair, sentAt: pair.decision.at }, 3, "published"),
			actor_id: pair.decision.moderatorId,
		})),
	);
}

function sides({ photoIds, yard }: Pick<Pair, "photoIds" | "yard">): { side: "before" | "after"; photoId: string; drawn: Drawn }[] {
	return (["before", "after"] as const).map((side) => ({ side, photoId: photoIds[side], drawn: yard[side] }));
}

function submissionRow({ id, by, yard, words, startedBy, sentAt }: Pair): Row {
	const began = sentAt - 10 * MINUTE;
	return {
		...{ id, household_id: by.householdId, village_id: by.villageId, hamlet_id: by.hamletId, idempotency_key: id },
		...{ category_code: yard.category, words, started_by: startedBy, created_by: by.personId },
		...{ created_at: began, edited_at: sentAt, stage: "draft", version: 0, stage_at: began },
	};
}

function stepRow(random: SeededRandom, { id, by, sentAt }: Pick<Pair, "id" | "by" | "sentAt">, seq: number, stage: string): Row {
	const at = seq === 1 ? sentAt - 10 * MINUTE : sentAt;
	return { id: seededCode(random, 16), submission_id: id, seq, stage, actor_id: by.personId, at, note: "" };
}

function photoRow({ by, sentAt }: Pair, id: string, { facts }: Drawn): Row {
	return {
		id,
		household_id: by.householdId,
		received_by: by.personId,
		received_at: sentAt - 5 * MINUTE,
		sha256: id,
		revision: 0,
		...facts,
	};
}

function versionRow({ id, yard, words, startedBy, by, sentAt, photoIds }: Pair): Row {
	return {
		...{ submission_id: id, version: 1, category_code: yard.category, words, started_by: startedBy },
		...{ before: [photoIds.before], after: [photoIds.after], sent_by: by.personId, sent_at: sentAt },
	};
}

export async function publishedPairRule(tx: Tx): Promise<{ id: string; points: number; most: number }> {
	const [rule] = await tx.select().from(pointRules).where(eq(pointRules.code, "P01"));
	return { id: rule?.id ?? "", points: rule?.points ?? 0, most: rule?.capCount ?? Number.POSITIVE_INFINITY };
}
