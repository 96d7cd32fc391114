import { db } from "#db/client.ts";
import { sign } from "#domain/approvals/answer.ts";
import { draftEdition, sayWhy } from "#domain/boards/draft-edition.ts";
import { editionFor } from "#domain/boards/editions.ts";
import { recordHelp } from "#domain/boards/help.ts";
import { BOARD_OBJECTIONS } from "#domain/boards/objections.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { settleEdition } from "#domain/boards/settle-edition.ts";
import { boardOn, namedIn } from "#domain/boards/standing-board.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { dayAt, monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { DAY_MS } from "#platform/clock.ts";
import { type Place, type Staff, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { BOARDS } from "./words.ts";

interface Publishing {
	staff: Staff;
	places: Place[];
	/** Who objects. */
	doubter: { personId: string; householdId: string };
	until: Date;
}

/** Of the villages: one edition of the first two months of walks, objected to and settled, with help for whom it names; and one of the last two, in its notice. */
export function editionSteps(publishing: Publishing): Step[] {
	const { until } = publishing;
	const monthOf = (ago: number) => monthAfter(monthAt(until), -ago);
	const settled = { ...publishing, from: monthOf(4), to: monthOf(3), publishedAt: hoursAfter(startOf(`${monthOf(2)}-04`), 9) };
	const twoDaysAgo = hoursAfter(startOf(dayAt(new Date(until.getTime() - 2 * DAY_MS))), 9);
	const soonest = hoursAfter(startOf(`${monthOf(0)}-01`), 9);
	const inNotice = { ...publishing, from: monthOf(2), to: monthOf(1), publishedAt: twoDaysAgo < soonest ? soonest : twoDaysAgo };
	const editions = { settled: "", inNotice: "" };
	const steps = [
		...publication(settled, (id) => {
			editions.settled = id;
		}),
		...afterwards(settled, () => editions.settled),
		...publication(inNotice, (id) => {
			editions.inNotice = id;
		}),
	];
	return steps.filter(({ at }) => at < until);
}

interface Edition extends Publishing {
	from: Month;
	to: Month;
	publishedAt: Date;
}

/** Drafted and proposed by the publicist, signed by the auditor. */
function publication({ staff, places, from, to, publishedAt }: Edition, isCalled: (editionId: string) => void): Step[] {
	const by = viewerOf(staff, "xuanchuan");
	const regionId = places.find(({ level }) => level === "district")?.id ?? "";
	const publish = async (at: Date) => {
		const months = { fromMonth: from, untilMonth: to };
		const { editionId } = await draftEdition({ regionId, level: "village", ...months, label: BOARDS.label, by, at });
		// Whom it praises depends on the look backs that were drawn.
		const praised = namedIn(await boardOn(await editionFor(editionId), dayAt(at), db)).filter(({ list }) => list === "praised");
		for (const { placeId } of praised) await sayWhy({ editionId, placeId, words: BOARDS.praise, by, at });
		const { approvalId } = await proposeEdition({ editionId, why: BOARDS.why, by, at });
		await sign({ approvalId, by: viewerOf(staff, "shenji"), at: hoursAfter(at, 3) }, { board: BOARD_APPROVAL });
		isCalled(editionId);
	};
	return [step(publishedAt, publish)];
}

/** A household objects and is answered; crew and bins come to the village that was named; nothing is left open. */
function afterwards({ staff, places, doubter, publishedAt }: Edition, editionOf: () => string): Step[] {
	const idOf = (called: string) => places.find(({ name }) => name === called)?.id ?? "";
	const days = (count: number) => hoursAfter(publishedAt, count * 24 + 2);
	const help = (kind: "crew" | "bins") => (at: Date) =>
		recordHelp({ placeId: idOf("柳湾村"), kind, helperId: idOf("柿林镇"), doneOn: dayAt(at), by: viewerOf(staff, "zhen-guanli"), at });
	return [
		step(days(2), (at) => objectTo(BOARD_OBJECTIONS, { subject: editionOf(), by: doubter, words: BOARDS.objection, at })),
		step(days(4), (at) => {
			const answer = { number: 1, by: viewerOf(staff, "pingxuan"), answer: BOARDS.answer, isUpheld: false, at };
			return answerObjection(BOARD_OBJECTIONS, { subject: editionOf(), ...answer });
		}),
		step(days(9), help("crew")),
		step(days(16), help("bins")),
		step(days(20), (at) => settleEdition({ editionId: editionOf(), by: viewerOf(staff, "xuanchuan"), at })),
	];
}
