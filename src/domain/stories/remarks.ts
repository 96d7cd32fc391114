import { and, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { type Reader, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { storyRemarks } from "#db/schema/stories/desk.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireLine, requireWords } from "#domain/said.ts";
import { requireStory, versionOf } from "./stories.ts";
import { DECIDERS, WRITERS } from "./types.ts";

interface Remarking {
	storyId: string;
	version: number;
	/** A block's id, `title` or `summary`. */
	block: string;
	/** The very words that are meant; empty: all of it. */
	passage: string;
	words: string;
	by: Viewer;
	at: Date;
}

/** A remark at a passage of the newest version. The same one twice is one. */
export async function remarkOn({ storyId, version, block, by, at, ...typed }: Remarking): Promise<void> {
	const words = requireWords(typed.words, { least: 2, most: 300, lacks: "stories.remarkLength" });
	const passage = requireLine(typed.passage, { least: 0, most: 200, field: "passage", lacks: "stories.tooLong" });
	await write(async (tx) => {
		const story = await requireStory(tx, by, storyId, DECIDERS.first);
		const read = await versionOf(tx, storyId, version);
		if (!read || version !== story.version) throw new Refusal("conflict", "stories.notNow");
		const said = block === "title" || block === "summary" ? read[block] : read.blocks.find(({ id }) => id === block)?.text;
		if (said === undefined || !said.includes(passage)) throw new Refusal("invalid", "stories.passageNotThere", { field: "passage" });
		const made = await tx
			.insert(storyRemarks)
			.values({ storyId, version, block, passage, words, madeBy: by.personId, madeAt: at })
			.onConflictDoNothing()
			.returning({ id: storyRemarks.id });
		if (made.length > 0) await record(tx, { at, actorId: by.personId, action: "story.remark", subject: `story:${storyId}` });
	});
}

/** What became of a remark, said once by somebody who writes. */
export async function answerRemark({ remarkId, words, by, at }: { remarkId: string; words: string; by: Viewer; at: Date }) {
	const answer = requireLine(words, { least: 1, most: 300, lacks: "stories.remarkLength" });
	return write(async (tx) => {
		const [remark] = await tx.select().from(storyRemarks).where(eq(storyRemarks.id, remarkId));
		if (!remark) throw new Refusal("not_found", "common.notFound");
		const { storyId } = await requireStory(tx, by, remark.storyId, WRITERS);
		const isOpen = and(eq(storyRemarks.id, remarkId), isNull(storyRemarks.answeredAt));
		await tx.update(storyRemarks).set({ answer, answeredBy: by.personId, answeredAt: at }).where(isOpen);
		return { storyId };
	});
}

const answerers = alias(people, "answerers");

export function remarksOn(reader: Reader, storyId: string) {
	return reader
		.select({
			...{ remarkId: storyRemarks.id, version: storyRemarks.version, block: storyRemarks.block, passage: storyRemarks.passage },
			...{ words: storyRemarks.words, madeBy: people.name, madeAt: storyRemarks.madeAt },
			...{ answer: storyRemarks.answer, answeredBy: answerers.name },
		})
		.from(storyRemarks)
		.innerJoin(people, eq(people.id, storyRemarks.madeBy))
		.leftJoin(answerers, eq(answerers.id, storyRemarks.answeredBy))
		.where(eq(storyRemarks.storyId, storyId))
		.orderBy(storyRemarks.madeAt);
}
