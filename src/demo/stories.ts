import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { submissions } from "#db/schema/submissions.ts";
import { addDays, dayAt, startOf } from "#domain/calendar/rules.ts";
import { giveConsents, recordConsents } from "#domain/consents/give.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import type { Item } from "#domain/consents/types.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { handIn, passStory, returnStory } from "#domain/stories/decide-story.ts";
import { endStory, publishStory, scheduleStory } from "#domain/stories/publish-story.ts";
import { remarkOn } from "#domain/stories/remarks.ts";
import type { TypedStory } from "#domain/stories/types.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { DAY_MS } from "#platform/clock.ts";
import type { Pictures } from "./pictures.ts";
import { hangPoster } from "./publicity.ts";
import { type Place, type Staff, TOWN_ADMINS, TOWN_MODERATORS, viewerOf } from "./staff.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { nextPair } from "./story-pairs.ts";
import { ownPhotoOf, photoSteps } from "./story-photos.ts";
import type { StoryTale } from "./story-shape.ts";
import { STORY_TALES } from "./story-tales.ts";

interface Telling {
	staff: Staff;
	places: Place[];
	pictures: Pick<Pictures, "of">;
	until: Date;
	tales?: StoryTale[];
}

/** A story on its way. */
interface Told extends Omit<Telling, "tales"> {
	tale: StoryTale;
	storyId: string;
	pairs: PublishedPair[];
	/** The pairs that other stories tell of. */
	taken: Set<string>;
}

const TEXT_EDITION = messagesFor("zh-CN").consents.edition;
const OPEN: StoryTale["reached"][] = ["first", "final", "returned"];

/** What the district's publicist writes, who reads it, and what its households say. */
export function storySteps({ tales = STORY_TALES, ...telling }: Telling): Step[] {
	const taken = new Set<string>();
	const steps = tales.flatMap((tale) => stepsOf({ ...telling, tale, storyId: "", pairs: [], taken }));
	return steps.filter(({ at }) => at < telling.until);
}

function stepsOf(told: Told): Step[] {
	const { tale, until } = told;
	const [dayBegun, isOpen] = [dayAt(new Date(until.getTime() - tale.begun * DAY_MS)), OPEN.includes(tale.reached)];
	const on = (days: number, hour: number) => hoursAfter(startOf(addDays(dayBegun, days)), hour);
	const isOut = ["published", "ended", "taken_back"].includes(tale.reached);
	const taking = (days: number, hour: number, take: (at: Date) => Promise<unknown>, isWanted = true) =>
		isWanted ? [step(on(days, hour), (at) => (told.storyId || take === begin ? take(at) : Promise.resolve()))] : [];
	const begin = (at: Date) => beginTold(told, at);
	return [
		...taking(0, 9, begin),
		...photoSteps(told, { by: writer(told), at: on(0, 9.5) }),
		...taking(0, 10, (at) => write(told, at)),
		...taking(0, 11, (at) => handIn({ storyId: told.storyId, by: writer(told), at })),
		...taking(0, 15, (at) => sendBack(told, at), tale.reached === "returned"),
		...taking(0, 15, (at) => pass(told, moderator(told), at), isOut || tale.reached === "final" || tale.reached === "scheduled"),
		...taking(0, 16, (at) => pass(told, townAdmin(told), at), isOut || tale.reached === "final" || tale.reached === "scheduled"),
		...taking(0, 17, (at) => consent(told, at), !isOpen),
		...taking(1, 9, (at) => pass(told, viewerOf(told.staff, "pingxuan"), at), !isOpen),
		...taking(1, 10, (at) => schedule(told, at), tale.reached === "scheduled"),
		...taking(1, 10, (at) => publishStory({ storyId: told.storyId, by: writer(told), at }), isOut),
		...taking(2, 9, (at) => hang(told, at), tale.hungAt !== undefined),
		...taking(4, 19, (at) => takeBack(told, "village_board", at), tale.isTakenDown === true),
		...taking(40, 9, (at) => endStory({ storyId: told.storyId, by: writer(told), at }), tale.reached === "ended"),
		...taking(9, 19, (at) => takeBack(told, "site", at), tale.reached === "taken_back"),
	];
}

const writer = ({ staff }: Told) => viewerOf(staff, "xuanchuan");
const moderator = (told: Told) => viewerOf(told.staff, TOWN_MODERATORS[townOf(told)] ?? "");
const townAdmin = (told: Told) => viewerOf(told.staff, TOWN_ADMINS[townOf(told)] ?? "");

function townOf({ pairs: [first], tale, places }: Told): number {
	const villageName = first?.village.name ?? tale.village;
	const village = places.find(({ level, name }) => level === "village" && name === villageName);
	return places.filter(({ level }) => level === "town").findIndex(({ id }) => id === village?.parentId);
}

/** With the newest pairs of its kinds that no other story has; without one nothing is told. */
async function beginTold(told: Told, at: Date): Promise<void> {
	const { tale, pairs, taken, places } = told;
	for (const category of tale.pairs) {
		const pair = await nextPair(category, { taken, villageId: pairs[0]?.village.regionId });
		if (!pair) return;
		taken.add(pair.submissionId);
		pairs.push(pair);
	}
	const regionId = places.find(({ level, name }) => level === "village" && name === tale.village)?.id ?? "";
	const from = pairs[0] ? { fromId: pairs[0].submissionId } : { regionId };
	({ storyId: told.storyId } = await beginStory({ ...from, headings: [], by: writer(told), at }));
}

async function write(told: Told, at: Date): Promise<void> {
	const { tale, storyId, pairs } = told;
	const [lead] = pairs;
	const filled = (text: string) => text.replace("{own}", lead?.words ?? "").replace("{place}", lead?.hamlet.name ?? "");
	const own = await ownPhotoOf(told);
	const blocks = tale.blocks.map(([kind, text, more = ""], n) => ({
		...{ id: `b${n + 1}`, kind, text: filled(text) },
		more: kind === "pair" ? (pairs[Number(more)]?.submissionId ?? "") : kind === "picture" ? own : filled(more),
	}));
	const typed: TypedStory = {
		...{
			title: tale.title,
			summary: tale.summary,
			leadId: lead?.submissionId ?? "",
			blocks,
			cost: tale.cost,
			howTo: tale.howTo.join("\n"),
			isMachineDrafted: false,
		},
		credits: { words: "区宣传员", photos: lead ? "住户自己" : "", editor: "区人居办", checked: "", chief: "" },
	};
	await writeStory({ storyId, beganFrom: 0, typed, by: writer(told), at });
}

async function pass({ storyId }: Told, by: ReturnType<typeof viewerOf>, at: Date): Promise<void> {
	await passStory({ storyId, version: 1, words: "", by, at });
}

async function sendBack(told: Told, at: Date): Promise<void> {
	const reading = { storyId: told.storyId, version: 1, by: moderator(told), words: told.tale.remark ?? "", at };
	await remarkOn({ ...reading, block: "summary", passage: "" });
	await returnStory(reading);
}

/** Each household that it tells of, in its own way: on its phone, by word of mouth, or on the signed sheet. */
async function consent(told: Told, at: Date): Promise<void> {
	for (const [n, { householdId, personId, name }] of (await householdsOf(told)).entries()) {
		const item: Item = `story:${told.storyId}`;
		const shown: Item = `submission:${told.pairs[n]?.submissionId}`;
		const agreed = [`${item}@1/site`, ...(told.tale.agrees ?? []).flatMap((channel) => [`${item}@1/${channel}`, `${shown}/${channel}`])];
		const giving = { agreed, textEdition: TEXT_EDITION, at };
		const how = told.tale.consent ?? "own";
		if (how === "own") await giveConsents({ ...giving, by: { personId, householdId } });
		else
			await recordConsents({
				...giving,
				householdId,
				saidBy: name,
				how,
				paperCode: how === "paper" ? "k7m3-9x2p" : "",
				by: viewerOf(told.staff, "shenhe"),
			});
	}
}

/** Of each pair its household, with one of its members. */
async function householdsOf({ pairs }: Told) {
	const ids = pairs.map(({ submissionId }) => submissionId);
	const { householdId, personId, leftAt } = householdMembers;
	const rows = await db
		.select({ submissionId: submissions.id, householdId, personId, name: people.name })
		.from(submissions)
		.innerJoin(householdMembers, and(eq(householdId, submissions.householdId), isNull(leftAt)))
		.innerJoin(people, eq(people.id, personId))
		.where(inArray(submissions.id, ids));
	return ids.flatMap((id) => rows.filter(({ submissionId }) => submissionId === id).slice(0, 1));
}

async function schedule(told: Told, at: Date): Promise<void> {
	const day = (days: number) => addDays(dayAt(told.until), days);
	await scheduleStory({ storyId: told.storyId, startsAt: `${day(3)}T18:00`, endsAt: `${day(90)}T20:00`, by: writer(told), at });
}

async function hang(told: Told, at: Date): Promise<void> {
	const { tale, pairs } = told;
	await hangPoster({ submissionId: pairs[0]?.submissionId ?? "", title: tale.title, walls: tale.hungAt ?? [], by: writer(told), at });
}

/** The first household changes its mind: about walls, so that what hangs is to be taken down, or about the whole story. */
async function takeBack(told: Told, channel: "site" | "village_board", at: Date): Promise<void> {
	const [home] = await householdsOf(told);
	const item = channel === "site" ? `story:${told.storyId}` : `submission:${told.pairs[0]?.submissionId}`;
	if (home) await takeBackConsent({ agreed: `${item}/${channel}`, by: home, at });
}
