import { eq, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { DAY_MS } from "#platform/clock.ts";
import { livingTitle, PROPOSERS, stepOn, tellHousehold } from "./titles.ts";
import { RELAPSE_DAYS, TITLE_STARS, type TitleOrigin } from "./types.ts";

interface Proposing {
	householdId: string;
	by: Viewer;
	at: Date;
}

/** 推荐: the village, or an office above it, puts a courtyard forward for what its rating found; the household is asked. Twice it is once. */
export function proposeTitle({ householdId, by, at }: Proposing): Promise<{ titleId: string }> {
	return write(async (tx) => {
		const home = await homeOf(tx, householdId);
		if (!home || !mayActIn(by, home.path, ...PROPOSERS)) throw new Refusal("not_found", "common.notFound");
		await requireImpartial(tx, by, householdId);
		const known = await livingTitle(householdId, tx);
		if (known) return { titleId: known.titleId };
		if (home.isHardship || home.isUnranked) throw new Refusal("conflict", "titles.neverCompared");
		const resultId = await requireGrounds(tx, { ...home, at });
		const titleId = await begin(tx, { ...home, origin: "village", resultId, nominatedBy: by.personId, nominatedAt: at });
		const told = { kind: "title_asks", params: { village: home.village }, subject: `title:${titleId}` } as const;
		await notify(tx, { ...told, to: { householdId }, causedBy: by.personId, at });
		return { titleId };
	});
}

/** 自荐: the household asks itself. One in hardship, which is not rated, needs no stars: whoever reviews it goes there. */
export function applyForTitle(applying: { householdId: string; at: Date } & Word): Promise<{ titleId: string }> {
	const { householdId, at } = applying;
	return write(async (tx) => {
		const home = await homeOf(tx, householdId);
		if (!home) throw new Refusal("not_found", "common.notFound");
		const word = await requireWord(tx, applying, { householdId, regionId: home.villageId, askedBy: [], roles: HELPERS });
		const known = await livingTitle(householdId, tx);
		if (known?.origin === "household") return { titleId: known.titleId };
		if (known) throw new Refusal("conflict", "titles.askedAlready");
		const resultId = home.isHardship ? await goodResult(tx, householdId) : await requireGrounds(tx, { ...home, at });
		await requireNoRelapse(tx, { householdId, at });
		const { answeredBy, saidBy } = word;
		const asked = { nominatedBy: answeredBy, nominatedAt: at, agreedAt: at, agreedBy: answeredBy, saidBy };
		const titleId = await begin(tx, { ...home, origin: "household", resultId, ...asked });
		await tellVillage(tx, { titleId, ...home, at });
		if (saidBy) await tellHousehold(tx, { titleId, householdId }, { step: "applied", at });
		return { titleId };
	});
}

/** Its offices hear that a courtyard may be noticed; whoever is close to it does not. */
export async function tellVillage(
	tx: Tx,
	{ titleId, village, villageId, householdId, at }: { titleId: string; village: string; villageId: string; householdId: string; at: Date },
): Promise<void> {
	const about = { kind: "title_proposed", subject: `title:${titleId}`, params: { village } } as const;
	await notify(tx, { ...about, to: { office: "admins", regionId: villageId }, concernedHouseholdId: householdId, at });
}

type Begun = Omit<typeof courtyardTitles.$inferInsert, "id" | "stageAt" | "stage">;

async function begin(tx: Tx, title: Begun & { origin: TitleOrigin; nominatedBy: string; nominatedAt: Date }): Promise<string> {
	const { householdId, villageId, origin, resultId, nominatedBy, nominatedAt, agreedAt, agreedBy, saidBy } = title;
	const titleId = newId();
	const asked = { origin, resultId, nominatedBy, nominatedAt, agreedAt, agreedBy, saidBy };
	await tx.insert(courtyardTitles).values({ id: titleId, householdId, villageId, ...asked, stageAt: nominatedAt });
	await stepOn(tx, { titleId, stage: "proposed", verb: "title.propose", personId: nominatedBy, at: nominatedAt, detail: { origin } });
	return titleId;
}

async function homeOf(reader: Reader, householdId: string) {
	const { id, villageId, closedAt, isHardship, isUnranked, status } = households;
	const [home] = await reader
		.select({
			...{ householdId: id, villageId, closedAt, isHardship, isUnranked, status },
			...{ village: nameAmongAll("regions"), path: regions.path },
		})
		.from(households)
		.innerJoin(regions, eq(regions.id, villageId))
		.where(eq(id, householdId));
	return home && !home.closedAt ? home : undefined;
}

interface Grounds {
	householdId: string;
	status: "lived_in" | "away" | "empty";
	at: Date;
}

/** The newest settled rating of the yard with its stars, and no relapse. */
async function requireGrounds(tx: Tx, { householdId, status, at }: Grounds): Promise<string> {
	if (status !== "lived_in") throw new Refusal("conflict", "titles.neverCompared");
	await requireNoRelapse(tx, { householdId, at });
	const resultId = await goodResult(tx, householdId);
	if (resultId === null) throw new Refusal("conflict", "titles.tooFewStars", { params: { stars: TITLE_STARS } });
	return resultId;
}

async function goodResult(tx: Tx, householdId: string): Promise<string | null> {
	const [rated] = await tx.all<{ resultId: string }>(
		sql`select result_id as resultId from yards_settled where household_id = ${householdId} and stars >= ${TITLE_STARS}`,
	);
	return rated?.resultId ?? null;
}

/** A look back found nothing relapsed for as long as that counts. */
export async function requireNoRelapse(tx: Tx, { householdId, at }: Pick<Grounds, "householdId" | "at">): Promise<void> {
	const since = at.getTime() - RELAPSE_DAYS * DAY_MS;
	const found = await tx.all(sql`select 1 from yards_relapsed where household_id = ${householdId} and answered_at > ${since} limit 1`);
	if (found.length > 0) throw new Refusal("conflict", "titles.relapsed");
}
