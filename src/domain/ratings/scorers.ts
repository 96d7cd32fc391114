import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";
import { approvals } from "#db/schema/approvals.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { scorers } from "#db/schema/ratings.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import { propose } from "#domain/approvals/propose.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { declareTie } from "#domain/households/declare-relative.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { ADMIN_ROLES, inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { lengthOf, tidyLine } from "#domain/text.ts";

interface ByOffice {
	villageId: string;
	by: Viewer;
	at: Date;
}

/** The path of an open village over which the viewer is an admin. */
export async function requireOwnVillage(reader: Reader, by: Viewer, villageId: string) {
	const [village] = await reader.select().from(regions).where(eq(regions.id, villageId));
	if (village?.level !== "village" || !mayActIn(by, village.path, ...ADMIN_ROLES)) throw new Refusal("not_found", "common.notFound");
	if (village.validTo) throw new Refusal("conflict", "units.placeClosed", { field: "villageId" });
	return village;
}

const NOT_ENDED = isNull(scorers.endedAt);
const STANDING = and(NOT_ENDED, isNotNull(scorers.standsFrom));

/** 评分员: a member of a household of the village, or somebody with an office over it; by name. One person names them, nobody themselves, and another one signs. The same twice is one appointment. */
export async function appointScorer({ villageId, by, at, ...typed }: ByOffice & { name: string; number?: string }): Promise<void> {
	const name = tidyLine(typed.name);
	if (lengthOf(name) === 0) throw new Refusal("invalid", "ratings.nameMissing", { field: "name" });
	await write(async (tx) => {
		const village = await requireOwnVillage(tx, by, villageId);
		const found = await named(tx, { name, villageId, path: village.path, number: tidyLine(typed.number ?? "") });
		if (found.length > 1) throw new Refusal("conflict", "ratings.severalNamed", { field: "number", params: { name } });
		const personId = found[0];
		if (!personId) throw new Refusal("invalid", "ratings.nobodyNamed", { field: "name", params: { name } });
		if (personId === by.personId) throw new Refusal("forbidden", "ratings.notOneself");
		const known = and(eq(scorers.personId, personId), eq(scorers.villageId, villageId), NOT_ENDED);
		if ((await tx.$count(scorers, known)) > 0) return;
		const id = newId();
		await tx.insert(scorers).values({ id, personId, villageId, appointedBy: by.personId, appointedAt: at });
		const about = { kind: "scorer", subject: id, regionId: villageId, householdId: null, outcome: "appoint" } as const;
		await propose(tx, { ...about, why: `${village.name} ${name}`, by, at });
	});
}

async function named(reader: Reader, { name, villageId, path, number }: { name: string; villageId: string; path: string; number: string }) {
	const isNumber = number ? sql`h.number = ${number.padStart(4, "0")}` : sql`true`;
	const rows = await reader.all<{ id: string }>(sql`
		select p.id from households h join household_members m on m.household_id = h.id and m.left_at is null join people p on p.id = m.person_id
			where h.village_id = ${villageId} and h.closed_at is null and p.name = ${name} and p.disabled_at is null and ${isNumber}
		union select p.id from people p join role_grants g on g.person_id = p.id and g.revoked_at is null join regions o on o.id = g.region_id
			where p.name = ${name} and p.disabled_at is null and ${number} = '' and (instr(${path}, o.path) = 1 or instr(o.path, ${path}) = 1)`);
	return rows.map(({ id }) => id);
}

/** The second signature comes from somebody independent of whoever named the scorer, and not from the scorer. Without it no yard is drawn for them. */
export const SCORER_APPROVAL: KindRules = {
	async require(tx, { subject }, { by, said }) {
		const [scorer] = await tx.select().from(scorers).where(eq(scorers.id, subject));
		if (said === "signed" && scorer?.personId === by.personId) throw new Refusal("forbidden", "ratings.notOneself");
		if (scorer?.endedAt) throw new Refusal("conflict", "ratings.notNow");
	},
	async takeEffect(tx, { subject, regionId }, { by, at }) {
		const [scorer] = await tx.update(scorers).set({ standsFrom: at }).where(eq(scorers.id, subject)).returning();
		const detail = { person: scorer?.personId ?? "" };
		await record(tx, { at, actorId: by.personId, action: "scorer.appoint", subject: `region:${regionId}`, detail });
	},
	async letFall(tx, { subject }, at) {
		await tx.update(scorers).set({ endedAt: at }).where(eq(scorers.id, subject));
	},
};

/** Whoever was named in the viewer's places and waits for a second signature. */
export async function scorersToSign(viewer: Viewer) {
	const waiting = await db
		.select({ scorerId: scorers.id, name: people.name, villageId: regions.id, path: regions.path, village: nameAmongAll("regions") })
		.from(scorers)
		.innerJoin(people, eq(people.id, scorers.personId))
		.innerJoin(regions, eq(regions.id, scorers.villageId))
		.where(and(NOT_ENDED, isNull(scorers.standsFrom), inOfficeOf(viewer, WITNESSES)));
	if (waiting.length === 0) return [];
	const open = await approvalsOf(["scorer"], isNull(approvals.answer));
	return Promise.all(
		waiting.map(async (one) => {
			const [approval] = open.filter(({ subject }) => subject === one.scorerId);
			const signers = approval && (await signersOf({ id: one.villageId, path: one.path }, [approval])).get(approval.approvalId);
			return { ...one, approval, signers };
		}),
	);
}

/** From now on nobody is drawn for them; what they closed stays. */
export async function endScorer({ personId, villageId, by, at }: ByOffice & { personId: string }): Promise<void> {
	await write(async (tx) => {
		await requireOwnVillage(tx, by, villageId);
		const known = and(eq(scorers.personId, personId), eq(scorers.villageId, villageId), NOT_ENDED);
		const ended = await tx.update(scorers).set({ endedAt: at }).where(known).returning({ id: scorers.id });
		for (const { id } of ended) {
			const replaced = { answer: "replaced", answeredBy: by.personId, answeredAt: at } as const;
			const isOpen = and(eq(approvals.kind, "scorer"), eq(approvals.subject, id), isNull(approvals.answer));
			await tx.update(approvals).set(replaced).where(isOpen);
			await retractNotices(tx, `scorer:${id}`, "signature_waits");
			await record(tx, { at, actorId: by.personId, action: "scorer.end", subject: `region:${villageId}`, detail: { person: personId } });
		}
	});
}

/** 回避: a scorer says which household they are related to. It is final, and holds for every other duty too. */
export async function declareByScorer({ by, courtyard, at }: { by: Viewer; courtyard: string; at: Date }): Promise<void> {
	await requireScorer(by);
	await declareTie({ by, courtyard, at });
}

export async function isScorer({ personId }: { personId: string }): Promise<boolean> {
	return (
		(
			await db
				.select({ id: scorers.id })
				.from(scorers)
				.where(and(eq(scorers.personId, personId), STANDING))
				.limit(1)
		).length > 0
	);
}

export async function requireScorer(viewer: Viewer): Promise<void> {
	if (!(await isScorer(viewer))) throw new Refusal("forbidden", "ratings.scorersOnly");
}

/** Who scores in a village now, or waits for a second signature, with the household to which they belong, so that two of one name are told apart. */
export async function namedScorers(villageId: string, reader: Reader = db) {
	const rows = await reader
		.select({
			at: scorers.appointedAt,
			standsFrom: scorers.standsFrom,
			personId: scorers.personId,
			name: people.name,
			number: households.number,
		})
		.from(scorers)
		.innerJoin(people, and(eq(people.id, scorers.personId), isNull(people.disabledAt)))
		.leftJoin(householdMembers, and(eq(householdMembers.personId, people.id), isNull(householdMembers.leftAt)))
		.leftJoin(households, eq(households.id, householdMembers.householdId))
		.where(and(eq(scorers.villageId, villageId), NOT_ENDED));
	return rows.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.personId < b.personId ? -1 : 1)).map(({ at: _, ...scorer }) => scorer);
}

/** Who scores in a village now. */
export async function scorersOf(villageId: string, reader: Reader = db) {
	return (await namedScorers(villageId, reader)).filter(({ standsFrom }) => standsFrom !== null);
}
