import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { pointListLines, pointLists } from "#db/schema/point-lists.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { propose } from "#domain/approvals/propose.ts";
import { record } from "#domain/audit/trail.ts";
import { addDays, dayAt, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { requireLine, requireWords } from "#domain/said.ts";
import { requireKey } from "#domain/store/rules.ts";
import { lengthOf, tidyLine } from "#domain/text.ts";
import { homesTyped } from "./homes.ts";
import { payableAlone, payIfReady } from "./pay-list.ts";
import { ENTERED_WITHIN_DAYS, EVIDENCE, LIST_RULES, OCCASION, PAPER_MOST } from "./types.ts";

interface Entering {
	/** Of its form: sent again, it is the same list. */
	key: string;
	villageId: string;
	code: string;
	/** "2026-11-20". */
	heldOn: string;
	occasion: string;
	/** Door codes, a line each. */
	homes: string;
	/** The door of the household that was helped. */
	helped: string;
	words: string;
	paperNumber: string;
	by: Viewer;
	at: Date;
}

/** 记分名单: what one person may pay alone is paid at once; above it, once another one signed; help, once the helped household says so. */
export async function enterList({ key, villageId, homes, helped, by, at, ...typed }: Entering): Promise<{ listId: string }> {
	requireKey(key);
	const said = readList({ ...typed, at });
	return write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const [known] = await tx.select({ by: pointLists.enteredBy }).from(pointLists).where(eq(pointLists.id, key));
		if (known) return { listId: key };
		const householdIds = await homesTyped(tx, villageId, homes, "homes");
		const helpedId = said.code === "P05" ? await helpedBy(tx, villageId, { helped, householdIds }) : null;
		for (const householdId of [...householdIds, ...(helpedId ? [helpedId] : [])]) await requireImpartial(tx, by, householdId);
		await requireNew(tx, { villageId, ...said });
		const list = { ...said, id: key, villageId, helpedId, households: householdIds.length, enteredBy: by.personId, enteredAt: at };
		await tx.insert(pointLists).values(list);
		await tx.insert(pointListLines).values(householdIds.map((householdId, n) => ({ listId: key, householdId, position: n + 1 })));
		const detail = { rule: said.code, households: householdIds.length, heldOn: said.heldOn, list: key };
		await record(tx, { at, actorId: by.personId, action: "award.enter", subject: `region:${villageId}`, detail });
		const about = { kind: "award", subject: key, regionId: villageId, householdId: null, outcome: "pay" } as const;
		if (!(await payableAlone(tx, list))) await propose(tx, { ...about, why: `${said.occasion}：${said.words}`.slice(0, 300), by, at });
		if (helpedId) await notify(tx, { kind: "help_asked", params: {}, subject: `award:${key}`, to: { householdId: helpedId }, at });
		await payIfReady(tx, key, { by: by.personId, at });
		return { listId: key };
	});
}

type Typed = Pick<Entering, "code" | "heldOn" | "occasion" | "words" | "paperNumber" | "at">;

function readList({ heldOn, at, ...typed }: Typed) {
	const code = LIST_RULES.find((one) => one === typed.code);
	if (!code) throw new Refusal("invalid", "awards.ruleMissing", { field: "code" });
	const earliest = addDays(dayAt(at), -ENTERED_WITHIN_DAYS);
	if (!isDay(heldOn) || heldOn > dayAt(at) || heldOn < earliest)
		throw new Refusal("invalid", "awards.dayBounds", { field: "heldOn", params: { days: ENTERED_WITHIN_DAYS } });
	const occasion = requireLine(typed.occasion, { ...OCCASION, field: "occasion", lacks: "awards.occasionMissing" });
	const words = requireWords(typed.words, { ...EVIDENCE, field: "words", lacks: "awards.evidenceMissing" });
	const paperNumber = tidyLine(typed.paperNumber);
	if (lengthOf(paperNumber) > PAPER_MOST)
		throw new Refusal("invalid", "awards.paperTooLong", { field: "paperNumber", params: { limit: PAPER_MOST } });
	return { code, heldOn, occasion, words, paperNumber };
}

async function helpedBy(tx: Tx, villageId: string, { helped, householdIds }: { helped: string; householdIds: string[] }): Promise<string> {
	const [helpedId = "", another] = await homesTyped(tx, villageId, helped, "helped");
	if (another) throw new Refusal("invalid", "awards.oneHelped", { field: "helped" });
	if (householdIds.includes(helpedId)) throw new Refusal("invalid", "awards.helpedItself", { field: "helped" });
	return helpedId;
}

async function requireNew(tx: Tx, { villageId, code, heldOn, occasion }: Pick<Entering, "villageId"> & ReturnType<typeof readList>) {
	const same = and(
		eq(pointLists.villageId, villageId),
		eq(pointLists.code, code),
		eq(pointLists.heldOn, heldOn),
		eq(pointLists.occasion, occasion),
	);
	if ((await tx.$count(pointLists, same)) > 0) throw new Refusal("conflict", "awards.enteredBefore", { field: "occasion" });
}
