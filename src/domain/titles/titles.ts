import { and, eq, notInArray, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles, TITLE_LIFE } from "#db/schema/titles.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { isBound } from "#domain/models/model-villages.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import type { TitleStage, TitleStep } from "./types.ts";

/** Who sees the titles of their places, and hears a household's word. */
export const TITLE_READERS: Role[] = [...HELPERS, "auditor"];
/** Who puts a courtyard forward and notices it. */
export const PROPOSERS: Role[] = ADMIN_ROLES;
/** Who gives a title and takes it. */
export const GRANTERS: Role[] = ["town_admin", "district_admin"];
/** Who looks whether it still deserves it. */
export const CHECKERS: Role[] = [...GRANTERS, "inspector"];

export type Title = NonNullable<Awaited<ReturnType<typeof titleOf>>>;

/** One courtyard's title with its place and household. */
export async function titleOf(reader: Reader, titleId: string) {
	const [found] = await reader
		.select({
			...{ title: courtyardTitles, village: nameAmongAll("regions"), path: regions.path, townId: regions.parentId },
			...{ isHardship: households.isHardship, status: households.status, closedAt: households.closedAt },
			...{ code: households.publicCode, number: households.number, headName: households.headName },
			hamlet: sql<string>`(select name from regions where id = ${households.hamletId})`,
		})
		.from(courtyardTitles)
		.innerJoin(regions, eq(regions.id, courtyardTitles.villageId))
		.innerJoin(households, eq(households.id, courtyardTitles.householdId))
		.where(eq(courtyardTitles.id, titleId));
	if (!found) return undefined;
	const { title, isHardship, status, closedAt, townId, ...place } = found;
	const { id, ...row } = title;
	return { titleId: id, ...row, ...place, townId: townId ?? "", isLeftInPeace: isHardship || status !== "lived_in" || closedAt !== null };
}

/** not_found outside the offices that these roles hold. */
export async function requireTitle(reader: Reader, viewer: Viewer, titleId: string, roles: Role[]): Promise<Title> {
	const title = await titleOf(reader, titleId);
	if (!title || !mayActIn(viewer, title.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	return title;
}

/** The same for who decides: not close to the household, and nobody of the village. */
export async function requireFree(tx: Tx, by: Viewer, titleId: string, roles: Role[]): Promise<Title> {
	const title = await requireTitle(tx, by, titleId, roles);
	await requireImpartial(tx, by, title.householdId);
	if (await isBound(tx, by.personId, title.villageId)) throw new Refusal("forbidden", "titles.bound");
	return title;
}

export function requireStage({ stage }: { stage: TitleStage }, ...stages: TitleStage[]): void {
	if (!stages.includes(stage)) throw new Refusal("conflict", "titles.notNow");
}

/** What a household has or may get; at most one. */
export async function livingTitle(householdId: string, reader: Reader = db) {
	const living = and(eq(courtyardTitles.householdId, householdId), notInArray(courtyardTitles.stage, ["declined", "removed", "given_up"]));
	const [found] = await reader
		.select({ titleId: courtyardTitles.id, stage: courtyardTitles.stage, origin: courtyardTitles.origin })
		.from(courtyardTitles)
		.where(living);
	return found;
}

interface Stepping {
	titleId: string;
	stage: TitleStage;
	verb: Verb;
	/** Of who did it. */
	personId: string;
	at: Date;
	note?: string;
	detail?: Record<string, string>;
}

export async function stepOn(tx: Tx, { titleId: id, stage, verb, personId: actorId, at, note, detail = {} }: Stepping): Promise<void> {
	await takeStep(tx, TITLE_LIFE, { id, stage, actorId, at, ...(note && { note }) });
	await record(tx, { at, actorId, action: verb, subject: `title:${id}`, detail });
}

/** Each step is told to the household. */
export async function tellHousehold(
	tx: Tx,
	{ titleId, householdId }: Pick<Title, "titleId" | "householdId">,
	{ step, until, at }: { step: TitleStep; until?: Date; at: Date },
) {
	const params = { step, ...(until && { until: until.getTime() }) };
	await notify(tx, { kind: "title_step", params, subject: `title:${titleId}`, to: { householdId }, occasion: at.getTime(), at });
}

/** After the commit the pages that show titles are made anew. */
export async function changing<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
	const result = await write(work);
	changed(["titles"]);
	return result;
}
