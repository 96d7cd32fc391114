import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { pointCloseLines, pointCloseStages, pointCloses, pointDisputes } from "#db/schema/closes.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import { whoMaySign } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { cursorOf } from "#domain/paging.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { later } from "#platform/clock.ts";
import { CLOSE_READERS } from "./closes.ts";
import { disputesWaiting } from "./disputes.ts";
import { proxiedIn } from "./proxied.ts";
import { nextStep, recordEnds } from "./rules.ts";
import { linesOf, sumsOf } from "./sheet.ts";
import type { DoorLine, EntryLine, SheetLine } from "./types.ts";

const DOORS_A_PAGE = 40;
const CURSOR = cursorOf("close lines", "number");

interface Asked {
	villageId: string;
	after?: string | null;
	at: Date;
}

/** One village: what comes next in its month, what is missing for it, what each door earned and spent, and the months before. */
export async function villageMonth(viewer: Viewer, { villageId, after, at }: Asked) {
	const village = await villageSeen(viewer, villageId);
	const [closes, disputes] = await Promise.all([closesOf(villageId), disputesWaiting(viewer, { villageId })]);
	const [last] = closes;
	const next = nextStep(last, at);
	const standing = last && next.month === last.month ? last : undefined;
	const record = standing ?? { id: "", fromAt: last?.endsAt ?? new Date(0), endsAt: recordEnds(next.month), afterSeq: last?.afterSeq ?? 0 };
	const [doors, proxied] = await Promise.all([doorsIn(villageId, record, after), proxiedIn(db, villageId, record)]);
	const blocking = disputes.filter((one) => one.at < record.endsAt);
	const signers = next.step === "lock" && standing ? await signersOf(village, standing.begunBy) : [];
	const lastDay = later(recordEnds(next.month), -1);
	const recordFrom = closes.find(({ month }) => month !== next.month)?.endsAt ?? null;
	return {
		...{ recordFrom, lastDay, ...village, next, isDue: next.from <= at, standing, disputes, blocking, signers, closes, doors, proxied },
		mayAct: mayActIn(viewer, village.path, ...ADMIN_ROLES),
		maySign: signers.some(({ personId }) => personId === viewer.personId),
	};
}

async function villageSeen(viewer: Viewer, villageId: string) {
	const [village] = await db
		.select({ villageId: regions.id, village: nameAmongAll("regions"), path: regions.path })
		.from(regions)
		.where(and(eq(regions.id, villageId), eq(regions.level, "village")));
	if (!village || !mayActIn(viewer, village.path, ...CLOSE_READERS)) throw new Refusal("not_found", "common.notFound");
	return village;
}

function closesOf(villageId: string) {
	const stages = alias(pointCloseStages, "begun");
	const { id, month, stage, stageAt, fromAt, endsAt, afterSeq, households, earned, spent, balance, code, noticeUntil } = pointCloses;
	return db
		.select({
			...{ id, month, stage, stageAt, fromAt, endsAt, afterSeq, households, earned, spent, balance, code, noticeUntil },
			...{
				begunBy: sql<string>`coalesce(${stages.actorId}, '')`,
				begunByName: sql<string>`coalesce(${people.name}, '')`,
				begunAt: stages.at,
			},
		})
		.from(pointCloses)
		.innerJoin(stages, and(eq(stages.closeId, id), eq(stages.stage, "begun")))
		.leftJoin(people, eq(people.id, stages.actorId))
		.where(eq(pointCloses.villageId, villageId))
		.orderBy(desc(endsAt));
}

function signersOf({ villageId, path }: { villageId: string; path: string }, begunBy: string) {
	return whoMaySign(db, { region: { id: villageId, path }, roles: CLOSE_READERS, besides: [begunBy], except: [begunBy] });
}

interface Record {
	/** Of the close, if it was begun. */
	id: string;
	fromAt: Date;
	endsAt: Date;
	afterSeq: number;
}

async function doorsIn(villageId: string, record: Record, after: string | null | undefined) {
	const [from = 0] = CURSOR.read(after) ?? [];
	const { lines, sums } = record.id ? await linesKept(record.id, from) : await linesSoFar(villageId, record, from);
	const { page, next } = CURSOR.cut(lines, DOORS_A_PAGE, ({ position }) => [position]);
	const entries = await entriesOf(
		page.map(({ householdId }) => householdId),
		record,
	);
	const doors: DoorLine[] = page.map((line) => ({ ...line, entries: entries.get(line.householdId) ?? [] }));
	return { page: doors, sums, next, isFirst: from === 0 };
}

type Line = SheetLine & { householdId: string; position: number };

async function linesKept(closeId: string, from: number) {
	const { position, householdId, hamlet, number, earned, spent, balance } = pointCloseLines;
	const lines: Line[] = await db
		.select({ position, householdId, hamlet, number, earned, spent, balance })
		.from(pointCloseLines)
		.where(and(eq(pointCloseLines.closeId, closeId), gt(position, from)))
		.orderBy(asc(position))
		.limit(DOORS_A_PAGE + 1);
	return { lines, sums: null };
}

async function linesSoFar(villageId: string, { fromAt, endsAt, afterSeq }: Record, from: number) {
	const all = await linesOf(db, { villageId, afterSeq, from: fromAt, ends: endsAt });
	const lines: Line[] = all.slice(from, from + DOORS_A_PAGE + 1).map((line, n) => ({ ...line, position: from + n + 1 }));
	return { lines, sums: sumsOf(all) };
}

async function entriesOf(householdIds: string[], { fromAt, endsAt, afterSeq }: Record): Promise<Map<string, EntryLine[]>> {
	const { seq, householdId, kind, points, held, at } = pointEntries;
	const rows = await db
		.select({ seq, householdId, kind, points, held, at, rule: pointRules.code, by: people.name, disputed: pointDisputes.entrySeq })
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.leftJoin(people, eq(people.id, pointEntries.actorId))
		.leftJoin(pointDisputes, eq(pointDisputes.entrySeq, seq))
		.where(and(inArray(householdId, householdIds), gt(seq, afterSeq), gte(at, fromAt), lt(at, endsAt)))
		.orderBy(asc(householdId), asc(seq));
	const lines = rows.map(({ disputed, ...row }) => ({ ...row, isDisputed: disputed !== null }));
	return Map.groupBy(lines, (line) => line.householdId);
}
