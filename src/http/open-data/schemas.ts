import { z } from "astro/zod";

// What the answers are made by, and what the OpenAPI document is made of: what is not named here does not leave.

const id = z.string();
const count = z.int().min(0);
const moment = z.iso.datetime();
const place = z.object({ id, name: z.string() });
const category = z.object({ code: z.string(), name: z.string(), nameEn: z.string() });
const picture = z.object({ url: z.url(), width: count, height: count });

export const Region = z.object({
	id,
	code: z.string(),
	level: z.enum(["district", "town", "village", "hamlet"]),
	name: z.string(),
	/** With its town, where another village bears the same name. */
	called: z.string(),
	parentId: id.nullable(),
	url: z.url().nullable(),
	pairs: count,
	hamlets: count,
	/** Of hamlets, and of very few pairs, pages do not tell these. */
	householdsTakingPart: count.nullable(),
	pairsSelfStarted: count.nullable(),
});

export const Pair = z.object({
	id,
	url: z.url(),
	courtyard: z.url(),
	village: place,
	hamlet: place,
	category,
	words: z.string(),
	startedBy: z.enum(["self", "notice"]),
	publishedAt: moment,
	before: picture,
	after: picture,
});

export const Card = z.object({
	id,
	url: z.url(),
	village: place,
	hamlet: z.string(),
	place: z.string(),
	category,
	cause: z.string(),
	foundAt: moment,
	dueAt: moment,
	shownAt: moment,
	correctedAt: moment.nullable(),
	leavesAt: moment,
	unit: z.object({ name: z.string(), phone: z.string() }),
	explanation: z.string().nullable(),
	before: picture.nullable(),
	after: picture.nullable(),
});

export const Policy = z.object({
	village: place,
	town: z.string(),
	documentNumber: z.string(),
	adoptedOn: z.iso.date(),
});

export const Board = z.object({
	id,
	url: z.url(),
	region: z.string(),
	level: z.string(),
	fromMonth: z.string(),
	untilMonth: z.string(),
	state: z.enum(["published", "settled", "withdrawn"]),
	publishedAt: moment,
	objectionsUntil: moment.nullable(),
	/** From which anybody gets the same board; null once it was withdrawn. */
	file: z.url().nullable(),
});

export const BoardPlace = z.object({
	list: z.enum(["praised", "improved", "lagging"]),
	position: count,
	place,
	code: z.string(),
	faults: count,
	inspections: count,
	reason: z.string().nullable(),
});

export const Model = z.object({
	id,
	url: z.url(),
	village: place,
	town: z.string(),
	state: z.enum(["noticed", "reviewed", "titled", "warned"]),
	titledAt: moment.nullable(),
	/** The beginning of its story. */
	told: z.string(),
	before: picture.nullable(),
	after: picture.nullable(),
});

export const Unit = z.object({
	id,
	name: z.string(),
	phone: z.string(),
	/** The beginning of the codes of categories ("" = all), and the hamlet, if only there. */
	duties: z.array(z.object({ categories: z.string(), hamlet: z.string().nullable() })),
});

export const Problem = z.object({ status: z.int(), message: z.string() });

export function listOf<Item extends z.ZodObject>(item: Item) {
	return z.object({ items: z.array(item), next: z.url().nullable() });
}
