import { and, eq, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { remembered } from "#db/remembered.ts";
import { modelVillages } from "#db/schema/models.ts";
import { regions } from "#db/schema/regions.ts";
import { units } from "#db/schema/spots/units.ts";
import { dayAt, monthAt } from "#domain/calendar/rules.ts";
import { knownPictures, type PhotoRevision } from "#domain/photos/picture.ts";
import { onChange } from "#platform/changes.ts";
import { DAY_MS, later, MINUTE_MS } from "#platform/clock.ts";
import { checkDueAfter, cleanFigures } from "./rules.ts";
import type { ModelLine, ModelPair, ModelStage, Story } from "./types.ts";

const towns = alias(regions, "towns");
const stories = sql`(select * from model_stories where village_id = ${modelVillages.villageId} and shown_at is not null order by number desc limit 1)`;

interface PairRow {
	pairId: string;
	words: string;
	before: PhotoRevision;
	after: PhotoRevision;
}

/** The pairs that are public, in their order. */
const pairsOf = (most: number) =>
	sql`(select json_group_array(json(one)) from (select json_object('pairId', p.id, 'words', p.words,
			'before', json_object('photoId', b.id, 'revision', b.revision), 'after', json_object('photoId', a.id, 'revision', a.revision)) as one
		from model_pairs p join photos b on b.id = p.before_id and b.released_at is not null join photos a on a.id = p.after_id and a.released_at is not null
		where p.village_id = ${modelVillages.villageId} and p.taken_out_at is null order by p.added_at, p.id limit ${sql.raw(String(most))}))`.mapWith(
		(json: string): PairRow[] => JSON.parse(json),
	);

const NAMES = {
	...{ modelVillageId: modelVillages.id, villageId: modelVillages.villageId, stage: modelVillages.stage },
	...{ titledAt: modelVillages.titledAt, noticeEndsAt: modelVillages.noticeEndsAt },
	...{ village: nameAmongAll("regions"), town: towns.name },
};

// In memory, because there are few, they change seldom, and home and each village ask for them.
const all = remembered(MINUTE_MS, readAll);
onChange((tags) => {
	if (tags.includes("models") || tags.includes("places")) all.forget();
});

/** What is noticed, has the title or is warned, in the order of the places' codes: nobody is ranked. */
export function publicModels(): Promise<ModelLine[]> {
	return all.recall();
}

async function readAll(): Promise<ModelLine[]> {
	const rows = await db
		.select({ ...NAMES, code: regions.code, told: sql<string>`(select what from ${stories})`, pairs: pairsOf(1) })
		.from(modelVillages)
		.innerJoin(regions, eq(regions.id, modelVillages.villageId))
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(and(notInArray(modelVillages.stage, ["proposed", "declined", "removed"]), isNull(regions.validTo)));
	const found = await picturesIn(rows.flatMap(({ pairs }) => pairs));
	// Sorted here: asked for their order, SQLite would read all places by their codes.
	return rows.sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ pairs, code: _, ...row }) => ({ ...row, pair: found(pairs)[0] ?? null }));
}

async function picturesIn(pairs: PairRow[]): Promise<(own: PairRow[]) => ModelPair[]> {
	const pictures = await knownPictures(pairs.flatMap(({ before, after }) => [before, after]));
	return (own) =>
		own.flatMap(({ pairId, words, ...sides }) => {
			const [before, after] = [pictures.get(sides.before.photoId), pictures.get(sides.after.photoId)];
			return before && after ? { pairId, words, before, after } : [];
		});
}

/** Another one each day, so that none has home for itself. */
export async function modelOfDay(at: Date): Promise<ModelLine | null> {
	const titled = (await publicModels()).filter((one) => one.stage === "titled" && one.pair);
	const day = Math.floor(Date.parse(dayAt(at)) / DAY_MS);
	return titled[day % titled.length] ?? null;
}

interface Step {
	stage: ModelStage;
	at: number;
	note: string;
}

interface Check {
	result: "passed" | "warned";
	words: string;
	until: number | null;
	at: number;
}

/** The page of one village, in one statement beside its pictures. Null for what is not noticed yet, or was declined. */
export async function publicModel(modelVillageId: string, at: Date) {
	const since = monthAt(later(at, -365 * DAY_MS));
	const [found] = await oneModel(db).execute({ modelVillageId, since });
	if (!found?.story || found.stage === "proposed" || found.stage === "declined") return null;
	const { pairs, looked, clean, faultAt, firstAt, steps, checks, office, phone, isOfficeClosed, ...model } = found;
	const checkedAt = checks.at(-1)?.at ?? model.titledAt?.getTime();
	return {
		...{ ...model, story: found.story },
		pairs: (await picturesIn(pairs))(pairs),
		figures: cleanFigures({ looked, clean, faultAt: dated(faultAt), firstAt: dated(firstAt) }, at),
		steps: steps.map((step) => ({ ...step, at: new Date(step.at) })),
		checks: checks.map((check) => ({ ...check, at: new Date(check.at), until: dated(check.until) })),
		checkDueAt: checkedAt ? checkDueAfter(new Date(checkedAt)) : null,
		office: office && !isOfficeClosed ? { name: office, phone: phone ?? "" } : null,
	};
}

const dated = (time: number | null) => (time === null ? null : new Date(time));
const told = (json: string | null): Story | null => (json ? JSON.parse(json) : null);
const parsed =
	<Row>() =>
	(json: string): Row[] =>
		JSON.parse(json);

const oneModel = prepared((on) => {
	const id = sql.placeholder("modelVillageId");
	const below = (what: SQL) =>
		sql<number>`coalesce((select ${what} from region_months where region_id = ${regions.id} and month > ${sql.placeholder("since")}), 0)`;
	const figure = (what: SQL) => sql<number>`coalesce((select ${what} from region_figures where region_id = ${regions.id}), 0)`;
	return on
		.select({
			...NAMES,
			story: sql`(select json_object('why', why, 'what', what, 'stays', stays, 'deeds', json(deeds), 'route', route,
				'costs', json_object('state', paid_by_state, 'village', paid_by_village, 'others', paid_by_others, 'households', paid_by_households)) from ${stories})`.mapWith(
				told,
			),
			closedAt: regions.validTo,
			...{ office: units.name, phone: units.phone, isOfficeClosed: units.closedAt },
			pairs: pairsOf(12),
			steps:
				sql`(select json_group_array(json_object('stage', stage, 'at', at, 'note', note) order by seq) from model_village_stages where model_village_id = ${id})`.mapWith(
					parsed<Step>(),
				),
			checks:
				sql`(select json_group_array(json_object('result', result, 'words', words, 'until', until, 'at', checked_at) order by number) from model_rechecks where model_village_id = ${id})`.mapWith(
					parsed<Check>(),
				),
			...{ looked: below(sql`sum(looked)`), clean: below(sql`sum(clean)`) },
			faultAt: sql<
				number | null
			>`(select max(w.done_at) from inspection_walks w join looks_that_count l on l.walk_id = w.id where w.village_id = ${regions.id} and not l.clean)`,
			firstAt: sql<number | null>`(select min(done_at) from inspection_walks where village_id = ${regions.id} and done_at is not null)`,
			...{ takingPart: figure(sql`taking_part`), households: figure(sql`households`) },
		})
		.from(modelVillages)
		.innerJoin(regions, eq(regions.id, modelVillages.villageId))
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.leftJoin(units, eq(units.id, sql`(select unit_id from ${stories})`))
		.where(eq(modelVillages.id, id))
		.prepare();
});
