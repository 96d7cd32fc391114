import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { courtyardTitleChecks } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { dayAt, endOf } from "#domain/calendar/rules.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { Refusal } from "#domain/errors.ts";
import { warningEndsAfter } from "#domain/models/rules.ts";
import { CHECK_LENGTH, WARNING_DAYS } from "#domain/models/types.ts";
import { wordsWithin } from "#domain/text.ts";
import { lastCheck, requireNotInPeace, requireOther, requireSaid } from "./grant-title.ts";
import { CHECKERS, changing, requireFree, requireStage, stepOn, type Title, tellHousehold } from "./titles.ts";
import { REPLY_DAYS, type TitleFinding, type TitleStep } from "./types.ts";

interface Checking {
	titleId: string;
	result: string;
	words: string;
	/** Of a warning: which help is offered. */
	help: string;
	/** 限期, of a warning. */
	days: string;
	by: Viewer;
	at: Date;
}

type Last = Awaited<ReturnType<typeof lastCheck>>;

/** 复核: still as it was; a warning with a term and an offer of help; or after the term, by somebody independent of who warned, still not. */
export async function checkTitle({ titleId, by, at, ...typed }: Checking): Promise<void> {
	const found = foundIn(typed);
	await changing(async (tx) => {
		const title = await requireFree(tx, by, titleId, CHECKERS);
		requireStage(title, "titled", "warned");
		if (title.nominatedBy === by.personId) throw new Refusal("forbidden", "titles.proposedIt");
		const last = await lastCheck(tx, titleId);
		if (last?.result === found.result && last.words === found.words && last.checkedBy === by.personId) return;
		await requireTurn(tx, { title, last, result: found.result, by, at });
		const until = await endOfTerm(tx, found, at);
		const { result, words, help } = found;
		const check = { id: newId(), titleId, number: (last?.number ?? 0) + 1, result, words, help, until };
		await tx.insert(courtyardTitleChecks).values({ ...check, checkedBy: by.personId, checkedAt: at });
		await record(tx, { at, actorId: by.personId, action: "title.check", subject: `title:${titleId}`, detail: { result } });
		await takeEffect(tx, { title, result, until, by, at });
	});
}

const isFinding = (result: string): result is TitleFinding => result === "passed" || result === "warned" || result === "failed";

function foundIn({ result, words, help: typedHelp, days }: Pick<Checking, "result" | "words" | "help" | "days">) {
	if (!isFinding(result)) throw new Refusal("invalid", "models.resultMissing", { field: "result" });
	const said = requireSaid(words);
	if (result !== "warned") return { result, words: said, help: "", term: null };
	const help = wordsWithin(typedHelp, CHECK_LENGTH);
	if (help === undefined) throw new Refusal("invalid", "titles.helpMissing", { field: "help", params: CHECK_LENGTH });
	const term = WARNING_DAYS.find((one) => String(one) === days);
	if (!term) throw new Refusal("invalid", "models.termMissing", { field: "days" });
	return { result, words: said, help, term };
}

async function requireTurn(
	tx: Tx,
	{ title, last, result, by, at }: { title: Title; last: Last; result: TitleFinding; by: Viewer; at: Date },
): Promise<void> {
	if (result === "passed") return;
	requireNotInPeace(title);
	if (result === "warned") return requireStage(title, "titled");
	if (last?.result !== "warned") throw new Refusal("conflict", "titles.notWarned");
	requireOver(last.until, at, "models.termRuns");
	await requireOther(tx, by, { title, besides: [last.checkedBy], roles: CHECKERS });
}

async function endOfTerm(tx: Tx, { result, term }: ReturnType<typeof foundIn>, at: Date): Promise<Date | null> {
	if (result === "failed") return endOf(workingDaysAfter(dayAt(at), REPLY_DAYS, await workingCalendar(tx)).day);
	return term ? warningEndsAfter(at, term) : null;
}

interface Effect {
	title: Title;
	result: TitleFinding;
	until: Date | null;
	by: Viewer;
	at: Date;
}

async function takeEffect(tx: Tx, { title, result, until, by, at }: Effect): Promise<void> {
	const step = { titleId: title.titleId, personId: by.personId, at };
	const isCleared = result === "passed" && title.stage === "warned";
	if (result === "warned") await stepOn(tx, { ...step, stage: "warned", verb: "title.warn" });
	if (isCleared) await stepOn(tx, { ...step, stage: "titled", verb: "title.clear" });
	const told: TitleStep = isCleared ? "cleared" : result;
	await tellHousehold(tx, title, { step: told, ...(until && { until }), at });
}
