import { eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { type Item, PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { publicModel, publicModels } from "#domain/models/public-models.ts";
import type { Picture } from "#domain/photos/types.ts";
import { isWithin, mayActIn, regionsOf } from "#domain/regions/scope.ts";
import { publicStory, publishedStories } from "#domain/stories/public-stories.ts";
import { publishedPair } from "#domain/submissions/published.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import type { Messages } from "#i18n/messages.ts";
import { MAKERS, type Maker } from "./formats.ts";
import { type ToldStory, told } from "./story-told.ts";

/** A pair, a story, or the village of a title. */
export type Subject = Item | `region:${string}`;

/** Of what posters and cards are made, in the words that are printed. */
export interface Source {
	subject: Subject;
	/** Its page for everybody. */
	path: string;
	/** A title to begin with. */
	title: string;
	kicker: string;
	place: string;
	about: string;
	/** What somebody said. */
	words: string;
	/** Beside the code, and whose consent it has. */
	scan: string;
	foot: string;
	before: Picture[];
	after: Picture[];
	story: ToldStory | null;
	/** Whose sheet it becomes. */
	owner: string;
}

type Words = Pick<Messages, "publicity" | "stories">;
interface Asking {
	words: Words;
	/** Whose sheet it becomes; otherwise of the viewer's office over its place. */
	owner?: string | undefined;
	at: Date;
}

/** What everybody sees of a place of the viewer's office; not_found for all else. */
export async function sourceOf(viewer: Viewer, subject: string, asking: Asking): Promise<Source> {
	const [kind = "", id = ""] = subject.split(":");
	const found = Object.hasOwn(SOURCES, kind) ? await SOURCES[kind as keyof typeof SOURCES](id, asking) : null;
	const office = found && (await officeOver(viewer, found.regionId));
	if (!found || !office) throw new Refusal("not_found", "common.notFound");
	return found.sourceBy(asking.owner ?? office.regionName);
}

async function officeOver(viewer: Viewer, regionId: string) {
	const [place] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, regionId));
	return place && regionsOf(viewer, ...PUBLICISTS).find(({ path }) => isWithin(place.path, path));
}

type Found = { regionId: string; sourceBy: (owner: string) => Source } | null;

const SOURCES = { submission: ofPair, story: ofStory, region: ofModel };

async function ofPair(id: string, { words: { publicity } }: Asking): Promise<Found> {
	const pair = await publishedPair(id);
	if (!pair) return null;
	const { print } = publicity;
	const sourceBy = (owner: string): Source => ({
		...{ subject: `submission:${id}`, path: `/submissions/${id}`, title: titleFrom(pair, print.title), kicker: print.kickers.pair },
		place: print.place({ village: pair.village.name, hamlet: pair.hamlet.name }),
		about: print.about({ category: pair.category.name, month: monthAt(pair.publishedAt) }),
		...{ words: pair.words, scan: print.scan, foot: print.foot({ owner }) },
		...{ before: pair.before, after: pair.after, story: null },
		owner,
	});
	return { regionId: pair.hamlet.regionId, sourceBy };
}

/** A title to begin with: what the household said first, if that is short enough to be one. */
export function titleFrom({ words }: Pick<PublishedPair, "words">, otherwise: string): string {
	const first = /^[^。！？\n]{4,24}/u.exec(words)?.[0] ?? "";
	return first.replace(/[，、；：]$/u, "") || otherwise;
}

async function ofStory(id: string, { words, at }: Asking): Promise<Found> {
	const found = await publicStory(id, at);
	if (!found) return null;
	const { print } = words.publicity;
	const [pair] = found.pairs.values();
	const story = told(found, words.stories);
	const sourceBy = (owner: string): Source => ({
		...{ subject: `story:${id}`, path: `/stories/${id}`, title: found.title, kicker: print.kickers.story, place: found.place },
		about: print.about({ category: print.story, month: monthAt(found.publishedAt) }),
		...{ words: story.said || found.summary, scan: print.scanStory, foot: print.footStory({ owner }) },
		...{ before: pair?.before ?? [], after: pair?.after ?? [], story },
		owner,
	});
	return { regionId: found.regionId, sourceBy };
}

/** 示范村: its lanes, in which nobody's household is shown. */
async function ofModel(villageId: string, { words: { publicity }, at }: Asking): Promise<Found> {
	const titled = (await publicModels()).find((one) => one.villageId === villageId && one.stage === "titled");
	const model = titled && (await publicModel(titled.modelVillageId, at));
	if (!model?.titledAt || model.pairs.length === 0) return null;
	const { print } = publicity;
	const month = monthAt(model.titledAt);
	const sourceBy = (owner: string): Source => ({
		...{ subject: `region:${villageId}`, path: `/models/${model.modelVillageId}`, title: print.titleModel({ village: model.village }) },
		...{ kicker: print.kickers.model, place: print.place({ village: model.town, hamlet: model.village }), words: "" },
		about: print.about({ category: print.model, month }),
		...{ scan: print.scanVillage, foot: owner, story: null },
		...{ before: model.pairs.map(({ before }) => before), after: model.pairs.map(({ after }) => after) },
		owner,
	});
	return { regionId: villageId, sourceBy };
}

/** What it can be made into: a poster and a card show both sides. */
export function makersOf({ before, after, story }: Source): Maker[] {
	const hasBoth = before.length > 0 && after.length > 0;
	return (Object.keys(MAKERS) as Maker[]).filter((maker) =>
		maker === "wall" ? story !== null : hasBoth || (maker !== "poster" && maker !== "card"),
	);
}

/** Stories and titled villages of the viewer's places, newest first. */
export async function othersToMake(viewer: Viewer, at: Date) {
	const [stories, models] = await Promise.all([publishedStories(at), publicModels()]);
	const titled = models.filter(({ stage, pair }) => stage === "titled" && pair);
	const paths = new Map((await pathsOf(titled.map(({ villageId }) => villageId))).map(({ id, path }) => [id, path]));
	const isTheirs = (path = "") => mayActIn(viewer, path, ...PUBLICISTS);
	return {
		stories: stories.filter(({ path }) => isTheirs(path)),
		models: titled.filter(({ villageId }) => isTheirs(paths.get(villageId))),
	};
}

function pathsOf(ids: string[]) {
	return db.select({ id: regions.id, path: regions.path }).from(regions).where(inArray(regions.id, ids));
}
