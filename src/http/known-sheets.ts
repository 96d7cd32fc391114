import type { Viewer } from "#domain/accounts/types.ts";
import { publicEdition, publishedEditions } from "#domain/boards/public-edition.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { marked } from "#domain/documents/rules.ts";
import type { Noticed } from "#domain/documents/types.ts";
import { modelDesk } from "#domain/models/desk.ts";
import { publicModels } from "#domain/models/public-models.ts";
import { setting } from "#domain/settings/settings.ts";
import { noticesToPrint } from "#domain/titles/public-titles.ts";
import { certificateOf, roundResult } from "#domain/votes/counts/result.ts";
import { roundsSeen } from "#domain/votes/rounds/rounds.ts";
import { dayOf, lastFullDayOf, monthsOf } from "#i18n/dates.ts";
import type { Messages } from "#i18n/messages.ts";
import { countOf } from "#i18n/numbers.ts";

/** Something that stands in the database, with what a sheet about it says. */
export interface Known {
	/** As "round:ID", by which its page is found too. */
	from: string;
	label: string;
	fields: Record<string, string>;
	/** 公示: the same for a document. */
	noticed?: Noticed;
}

type Words = Pick<Messages, "publicity" | "counts" | "certificates" | "boards" | "models">;
interface Asking {
	words: Words;
	at: Date;
}

const MOST_ROUNDS = 4;

/** What can be filled in, by the sheet. */
export const KNOWN = { notice: noticesKnown, certificate: medalsKnown, sign: villagesKnown };

/** The page to which the code of a sheet leads, and the words beside it that say so. */
export function pageOf(from: string, { scans, scanVillage }: Words["publicity"]["print"]): { way: string; scan: string } {
	const [, kind = "", id = ""] = /^(\w+):([\w-]+)/.exec(from) ?? [];
	const pages: Record<string, { way: string; scan: string }> = {
		model: { way: `/models/${id}`, scan: scans.model },
		round: { way: `/votes/${id}/result`, scan: scans.round },
		edition: { way: `/boards/${id}`, scan: scans.edition },
		village: { way: `/villages/${id}`, scan: scanVillage },
		titles: { way: `/titles?village=${id}`, scan: scans.titles },
	};
	return pages[kind] ?? { way: "/villages", scan: scans.villages };
}

/** 公示: titles under notice, results and boards to which objections still come. */
async function noticesKnown(viewer: Viewer, asking: Asking): Promise<Known[]> {
	const known = await Promise.all([titlesAndResults(viewer, asking), editionsNoticed(asking)]);
	return known.flat();
}

/** Of which offices write a 公示 beside those of boards. */
export async function titlesAndResults(viewer: Viewer, asking: Asking): Promise<Known[]> {
	const known = await Promise.all([titlesNoticed(viewer, asking), courtyardsNoticed(viewer, asking), resultsNoticed(viewer, asking)]);
	return known.flat();
}

interface Notice extends Noticed {
	from: Date;
}

async function fieldsOf({ title, text, items, from, until }: Notice, { publicity }: Words): Promise<Record<string, string>> {
	const { notices } = publicity.print;
	const days = notices.until({ from: dayOf(from, "zh-CN"), until: lastFullDayOf(until, "zh-CN") });
	const closing = [notices.closing, notices.phone({ phone: await setting("contactPhone") })];
	return { title, paragraphs: `${text}\n${days}`, items: items.join("\n"), closing: closing.join("\n") };
}

async function titlesNoticed(viewer: Viewer, { words, at }: Asking): Promise<Known[]> {
	const { model } = words.publicity.print.notices;
	const noticed = (await modelDesk(viewer, at)).filter(({ stage }) => stage === "noticed");
	return Promise.all(
		noticed.map(async ({ modelVillageId, village, stageAt, noticeEndsAt }) => {
			const notice = { title: model.title({ village }), text: model.text({ village }), items: [village] };
			const noticed = { ...notice, from: stageAt, until: noticeEndsAt ?? stageAt };
			return { from: `model:${modelVillageId}`, label: words.models.titleOf({ village }), noticed, fields: await fieldsOf(noticed, words) };
		}),
	);
}

/** 示范户: the courtyards of a village whose notices end together, by the number to which each household said yes. */
async function courtyardsNoticed(viewer: Viewer, { words, at }: Asking): Promise<Known[]> {
	const { courtyards } = words.publicity.print.notices;
	const running = await noticesToPrint(viewer, PUBLICISTS, at);
	const sheets = Map.groupBy(running, ({ villageId, noticeEndsAt }) => sheetOfTitles({ villageId, noticeEndsAt }));
	return Promise.all(
		[...sheets].map(async ([from, titles]) => {
			const [{ village = "", noticeEndsAt = null } = {}] = titles;
			const notice = { title: courtyards.title({ village }), text: courtyards.text, items: titles.map(courtyards.item) };
			const began = new Date(Math.min(...titles.map((one) => one.from.getTime())));
			const noticed = { ...notice, from: began, until: noticeEndsAt ?? began };
			return { from, label: notice.title, noticed, fields: await fieldsOf(noticed, words) };
		}),
	);
}

/** By which the sheet of a title's notice is found. */
export function sheetOfTitles({ villageId, noticeEndsAt }: { villageId: string; noticeEndsAt: Date | null }): string {
	return `titles:${villageId}/${noticeEndsAt?.getTime() ?? 0}`;
}

async function resultsNoticed(viewer: Viewer, { words, at }: Asking): Promise<Known[]> {
	const notice = words.publicity.print.notices.round;
	const counted = (await roundsSeen(viewer, at)).filter(({ phase }) => phase === "objections").slice(0, MOST_ROUNDS);
	return Promise.all(
		counted.map(async ({ roundId, name }) => {
			const { head, placed, objectionsUntil } = await roundResult(roundId, at);
			const items = placed.filter(({ hasMedal }) => hasMedal).map((one) => placeOf(one, words));
			const ballots = countOf(head.result.ballots, "zh-CN");
			const told = (count: string) => ({ title: notice.title({ round: name }), text: notice.text({ round: name, ballots: count }), items });
			const figure = `round:${roundId}`;
			return {
				...{ from: figure, label: name, noticed: { ...told(marked(figure, ballots)), until: objectionsUntil } },
				fields: await fieldsOf({ ...told(ballots), from: head.countedAt, until: objectionsUntil }, words),
			};
		}),
	);
}

type Placed = Awaited<ReturnType<typeof roundResult>>["placed"][number];

/** A place by its number and where it is: nobody's name. */
function placeOf({ place, number, candidate: { pair, village } }: Placed, { counts }: Words): string {
	const home = pair ? counts.home({ village: pair.village.name, hamlet: pair.hamlet.name }) : village.name;
	return [counts.place({ place }), counts.candidate({ number }), home].join(" ");
}

async function editionsNoticed({ words, at }: Asking): Promise<Known[]> {
	const notice = words.publicity.print.notices.edition;
	const { editions } = await publishedEditions();
	const noticed = editions.filter(({ objectionsUntil }) => objectionsUntil && objectionsUntil > at);
	const known = await Promise.all(
		noticed.map(async ({ editionId, publishedAt, objectionsUntil }): Promise<Known[]> => {
			const { edition, found } = await publicEdition(editionId);
			if (!found || !publishedAt || !objectionsUntil) return [];
			const { level, fromMonth, untilMonth } = edition;
			const { boards } = words;
			const board = boards.titleOf({
				region: edition.regionName,
				level: boards.levels[level],
				months: monthsOf(fromMonth, untilMonth, "zh-CN"),
			});
			const items = found.named.flatMap(({ list, name }) => (list === "lagging" ? [] : `${boards.lists[list]}：${name}`));
			const told = { title: notice.title({ board }), text: notice.text, items };
			return [
				{
					from: `edition:${editionId}`,
					label: board,
					fields: await fieldsOf({ ...told, from: publishedAt, until: objectionsUntil }, words),
				},
			];
		}),
	);
	return known.flat();
}

/** 奖状: the medals of final rounds. */
async function medalsKnown(viewer: Viewer, { words, at }: Asking): Promise<Known[]> {
	const final = (await roundsSeen(viewer, at)).filter(({ phase }) => phase === "final").slice(0, MOST_ROUNDS);
	const known = await Promise.all(
		final.map(async ({ roundId, name }) => {
			const { placed } = await roundResult(roundId, at);
			const medals = placed.filter(({ hasMedal }) => hasMedal);
			return Promise.all(
				medals.map(async (one) => {
					const fields = await certificateFields(viewer, { roundId, number: one.number, words, at });
					return { from: `round:${roundId}/${one.number}`, label: `${name} ${placeOf(one, words)}`, fields };
				}),
			);
		}),
	);
	return known.flat();
}

/** What stands on the certificate of a medal; not_found for whom it is not. */
export async function certificateFields(viewer: Viewer, { words, ...which }: Asking & { roundId: string; number: number }) {
	const { round, home, place, isTied, ballots } = await certificateOf(viewer, which);
	const { certificate, place: placed, tied } = words.counts;
	const isShared = isTied && round.ties === "shared";
	return {
		to: [home.village, home.hamlet, words.certificates.to({ head: home.headName ?? "" })].join(" "),
		text: certificate.line({ round: round.name, ballots: countOf(ballots, "zh-CN") }),
		award: certificate.award({ place: placed({ place }), tied: isShared ? tied : "" }),
		...{ office: round.regionName, day: dayOf(round.stageAt, "zh-CN") },
	};
}

/** 村牌: villages with the title. */
async function villagesKnown(_viewer: Viewer, { words }: Asking): Promise<Known[]> {
	const titled = (await publicModels()).filter(({ stage }) => stage === "titled");
	return titled.map(({ villageId, village }) => ({
		...{ from: `village:${villageId}`, label: words.models.titleOf({ village }) },
		fields: { title: village, honour: words.publicity.print.model },
	}));
}
