import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { otherHelper, otherWay } from "#domain/households/own-word.ts";
import { openTakeBacks } from "#domain/submissions/take-backs.ts";
import type { Member } from "#domain/submissions/types.ts";
import { questionOf } from "./disown.ts";

type Open = Awaited<ReturnType<typeof openTakeBacks>>[number];

/** What an officer took back in this household's name and it may still disown; with `names` it may not in this session, but these people write it down. */
export function takenBackFrom(by: Member & Pick<Viewer, "letInBy">, at: Date) {
	return withNames(by.householdId, at, (one) => otherWay(db, by, questionOf(one, by.householdId)));
}

/** The same for an officer of its place. */
export function takenBackOf(householdId: string, viewer: Viewer, at: Date) {
	return withNames(householdId, at, (one) => otherHelper(db, viewer, questionOf(one, householdId)));
}

async function withNames(householdId: string, at: Date, names: (one: Open) => Promise<string | null>) {
	const open = await openTakeBacks(householdId, at);
	return Promise.all(open.map(async (one) => ({ ...one, names: await names(one) })));
}
