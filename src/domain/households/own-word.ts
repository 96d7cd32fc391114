import { sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { isIndependent, requireIndependent, type Wanted, whoMaySign } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { mayActIn, READERS } from "#domain/regions/scope.ts";
import { printersOf } from "./merged.ts";
import { requireSpeaker, type Said } from "./speaker.ts";

// 自己的话: where a household's own will counts, its word never comes by the hand of those who ask for it.

export interface Question {
	householdId: string;
	regionId: string;
	askedBy: string[];
	/** Which officers may write the word down; those who read households, if nothing else is said. */
	roles?: Role[];
}

type Session = Pick<Viewer, "letInBy">;

/** Said by a member of the household, or heard by an officer from somebody of it by name. */
export type Word = { by: Session & { personId: string; householdId: string }; saidBy?: never } | ({ by: Viewer } & Said);

/** Refuses a word that comes by a hand of those who ask; returns what is kept of how it came. */
export async function requireWord(reader: Reader, word: Word, question: Question) {
	const { by } = word;
	if (word.saidBy === undefined) {
		await requireOwnWay(reader, word.by, question);
		return { answeredBy: by.personId, letInBy: by.letInBy ?? null, saidBy: null, saidByUnlisted: false };
	}
	await requireHelper(reader, word.by, question);
	return { answeredBy: by.personId, letInBy: null, ...(await requireSpeaker(reader, question.householdId, word)) };
}

/** False if whoever printed the slip behind this session asked, or is not independent of those who asked. */
async function isOwnWay(reader: Reader, { letInBy }: Session, { askedBy, regionId }: Question): Promise<boolean> {
	if (!letInBy) return true;
	for (const other of askedBy) if (!(await isIndependent(reader, { one: letInBy, other, regionId }))) return false;
	return true;
}

/** Null if the household may answer in this session; otherwise the names of those who may write its word down, perhaps none. */
export async function otherWay(reader: Reader, session: Session, question: Question): Promise<string | null> {
	if (await isOwnWay(reader, session, question)) return null;
	return namesOf(await whoMaySign(reader, await wantedFor(reader, question)));
}

/** Null if this officer may write the household's word down; otherwise the names of those who may, perhaps none. */
export async function otherHelper(reader: Reader, { personId }: Viewer, question: Question): Promise<string | null> {
	const able = await whoMaySign(reader, await wantedFor(reader, question));
	return able.some((one) => one.personId === personId) ? null : namesOf(able);
}

function namesOf(able: { name: string; place: string }[]): string {
	return able.map(({ name, place }) => `${name}（${place}）`).join("、");
}

async function requireOwnWay(reader: Reader, by: Session & { householdId: string }, question: Question): Promise<void> {
	if (by.householdId !== question.householdId) throw new Refusal("not_found", "common.notFound");
	const names = await otherWay(reader, by, question);
	if (names !== null) throw new Refusal("forbidden", "households.ownWord.otherWay", { params: { names } });
}

/** 代办: refuses somebody who may not write this household's word down: whoever asked, is not independent of them, or printed its slips. */
async function requireHelper(reader: Reader, by: Viewer, question: Question): Promise<void> {
	const wanted = await wantedFor(reader, question);
	if (!mayActIn(by, wanted.region.path, ...wanted.roles)) throw new Refusal("not_found", "common.notFound");
	await requireImpartial(reader, by, question.householdId);
	await requireIndependent(reader, by, wanted);
}

/** Leaves out the checks of slips and relatives, which differ by household. */
export function helpersFor(region: Wanted["region"], askedBy: string[]) {
	return whoMaySign(db, { region, roles: READERS, isWithin: true, besides: askedBy });
}

async function wantedFor(reader: Reader, { householdId, regionId, askedBy, roles = READERS }: Question): Promise<Wanted> {
	const rows = await reader.all<{ path: string; printer: string | null }>(sql`
		select r.path as path, p.id as printer from households h join regions r on r.id = h.hamlet_id
		left join people p on p.id in ${printersOf(householdId)} where h.id = ${householdId}`);
	const except = rows.flatMap(({ printer }) => printer ?? []);
	return { region: { id: regionId, path: rows[0]?.path ?? "" }, roles, besides: askedBy, except, householdId };
}
