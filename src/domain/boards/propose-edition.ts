import { eq } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { boardEditions, boardNamed, boardReasons, EDITION_LIFE } from "#db/schema/boards.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { propose } from "#domain/approvals/propose.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { dayAt, endOf } from "#domain/calendar/rules.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { publishFile } from "#domain/published-files/published-files.ts";
import { takeStep } from "#domain/stages.ts";
import { sha256 } from "#platform/hash.ts";
import { type EditionRow, editionFor, nameOf, type OnEdition, onEdition, ownEdition } from "./editions.ts";
import { LISTS } from "./file.ts";
import { requireNoOwnPlace } from "./own-place.ts";
import { boardOn, namedIn, namedPlaceIds, type StandingBoard } from "./standing-board.ts";

/** 公示期: for so many working days after the day on which it is published objections may come. */
const NOTICE_WORKING_DAYS = 5;

/** The first signature, for exactly this board: its file's hash is what is signed. */
export async function proposeEdition({ why, ...deed }: OnEdition & { why: string }): Promise<{ approvalId: string }> {
	const { editionId, by, at } = deed;
	// Worked out before the write lane.
	await boardOn(await ownEdition(editionId, by, db), dayAt(at), db);
	return onEdition(deed, async (tx, edition) => {
		if (edition.stage !== "drafted" && edition.stage !== "proposed") throw new Refusal("conflict", "boards.publishedAlready");
		const on = edition.stage === "proposed" && edition.onDay ? edition.onDay : dayAt(at);
		const written = await boardOn(edition, on, tx);
		if (written.board.ranked.length === 0) throw new Refusal("conflict", "boards.tooFew", { params: { least: edition.least } });
		await requireReasons(tx, edition.id, written);
		await requireNoOwnPlace(tx, by.personId, namedPlaceIds(written));
		if (edition.stage === "drafted") {
			await tx.update(boardEditions).set({ onDay: on }).where(eq(boardEditions.id, edition.id));
			await takeStep(tx, EDITION_LIFE, { id: edition.id, stage: "proposed", actorId: by.personId, at });
		}
		const about = { kind: "board", subject: edition.id, regionId: edition.regionId, householdId: null } as const;
		return propose(tx, { ...about, outcome: sha256(written.text), why, by, at });
	});
}

async function requireReasons(tx: Tx, editionId: string, written: StandingBoard): Promise<void> {
	const reasons = await tx.select({ placeId: boardReasons.placeId }).from(boardReasons).where(eq(boardReasons.editionId, editionId));
	const bare = namedIn(written).filter(({ list, placeId }) => list === "praised" && !reasons.some((reason) => reason.placeId === placeId));
	if (bare.length > 0)
		throw new Refusal("conflict", "boards.reasonMissing", { params: { names: bare.map(({ name }) => name).join("、") } });
}

/** The second signature publishes the board as it was proposed: if an appeal or another order came since, it is to be proposed again. */
export const BOARD_APPROVAL: KindRules = {
	pages: () => ["boards"],
	async require(tx, { subject }, { by, said }) {
		if (said === "signed") return;
		const edition = await editionFor(subject, tx);
		await requireNoOwnPlace(tx, by.personId, namedPlaceIds(await boardOn(edition, edition.onDay ?? "", tx)));
	},
	async takeEffect(tx, { subject, outcome }, { by, at }) {
		const edition = await editionFor(subject, tx);
		const written = await boardOn(edition, edition.onDay ?? "", tx);
		await requireNoOwnPlace(tx, by.personId, namedPlaceIds(written));
		if (sha256(written.text) !== outcome) throw new Refusal("conflict", "boards.changedSince");
		await publish(tx, edition, written, { by: by.personId, at });
		await tellWhoHelps(tx, edition, written, at);
	},
	async letFall(tx, { subject }, at) {
		await takeStep(tx, EDITION_LIFE, { id: subject, stage: "drafted", actorId: null, at });
	},
};

async function publish(tx: Tx, { id }: EditionRow, written: StandingBoard, { by, at }: { by: string; at: Date }): Promise<void> {
	const rows = namedIn(written).map(({ name: _name, code: _code, part: faults, whole: inspections, ...row }) => ({
		editionId: id,
		...row,
		faults,
		inspections,
	}));
	if (rows.length > 0) await tx.insert(boardNamed).values(rows);
	const { sha256 } = await publishFile(tx, { kind: "board", subject: id, text: written.text, lists: LISTS, by, at });
	const until = endOf(workingDaysAfter(dayAt(at), NOTICE_WORKING_DAYS, await workingCalendar(tx)).day);
	await tx.update(boardEditions).set({ publishedAt: at, objectionsUntil: until }).where(eq(boardEditions.id, id));
	await takeStep(tx, EDITION_LIFE, { id, stage: "published", actorId: by, at });
	await record(tx, { at, actorId: by, action: "board.publish", subject: `board:${id}`, detail: { sha256 } });
}

/** Help comes first: the offices over a place that lags hear that it waits for some. */
async function tellWhoHelps(tx: Tx, edition: EditionRow, written: StandingBoard, at: Date): Promise<void> {
	for (const { list, placeId, name: place } of namedIn(written)) {
		if (list !== "lagging") continue;
		const about = { kind: "help_waits", subject: `board:${edition.id}`, params: { place, board: nameOf(edition) } } as const;
		await notify(tx, { ...about, to: { office: "admins", regionId: placeId }, at });
	}
}
