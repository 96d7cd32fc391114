import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { submissions } from "#db/schema/submissions.ts";
import { Refusal } from "#domain/errors.ts";
import { lengthOf, tidyWords } from "#domain/text.ts";
import { WORDS_LIMIT } from "./rules.ts";
import { requireEditable } from "./submissions.ts";
import type { Member, StartedBy } from "./types.ts";

/** Fields that are left out stay as they are. */
export interface Description {
	submissionId: string;
	words?: string | undefined;
	categoryCode?: string | undefined;
	startedBy?: string | undefined;
	by: Member;
	at: Date;
}

/** Keeps what the household says about its work, even if it is incomplete. */
export async function describe({ submissionId, words, categoryCode, startedBy, by, at }: Description): Promise<void> {
	const said = {
		words: words === undefined ? undefined : wordsThatFit(words),
		startedBy: startedBy ? whoBegan(startedBy) : undefined,
		categoryCode: categoryCode || undefined,
	};
	await write(async (tx) => {
		await requireEditable(tx, submissionId, by);
		if (said.categoryCode) await requireCourtyardCategory(tx, said.categoryCode);
		await tx
			.update(submissions)
			.set({ ...said, editedAt: at })
			.where(eq(submissions.id, submissionId));
	});
}

function wordsThatFit(words: string): string {
	const tidy = tidyWords(words);
	const length = lengthOf(tidy);
	if (length <= WORDS_LIMIT) return tidy;
	throw new Refusal("invalid", "submissions.tooManyWords", { field: "words", params: { limit: WORDS_LIMIT, over: length - WORDS_LIMIT } });
}

function whoBegan(startedBy: string): StartedBy {
	if (startedBy === "self" || startedBy === "notice") return startedBy;
	throw new Refusal("invalid", "submissions.missing.startedBy", { field: "startedBy" });
}

async function requireCourtyardCategory(tx: Tx, code: string): Promise<void> {
	const own = and(eq(leafCategories.code, code), eq(leafCategories.isForCourtyard, true));
	const [found] = await tx.select({ code: leafCategories.code }).from(leafCategories).where(own);
	if (!found) throw new Refusal("invalid", "submissions.missing.category", { field: "categoryCode" });
}
