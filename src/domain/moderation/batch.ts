import { Refusal } from "#domain/errors.ts";
import { type OnVersion, publish, returnToHousehold, type WithReasons } from "./decide.ts";
import { MAX_TOGETHER } from "./rules.ts";

export interface Selected {
	submissionId: string;
	version: number;
}

export type Result = { submissionId: string; decisionId: string } | { submissionId: string; refusal: Refusal };

type Together<T extends OnVersion> = Omit<T, keyof Selected> & { items: Selected[] };

/** Publishes items one by one: if one is refused, the others are still published. */
export function publishTogether({ items, ...on }: Together<OnVersion>): Promise<Result[]> {
	return eachOf(items, (item) => publish({ ...on, ...item }));
}

export function returnTogether({ items, ...on }: Together<WithReasons>): Promise<Result[]> {
	return eachOf(items, (item) => returnToHousehold({ ...on, ...item }));
}

async function eachOf(items: Selected[], decide: (item: Selected) => Promise<{ decisionId: string }>): Promise<Result[]> {
	if (items.length === 0) throw new Refusal("invalid", "moderation.nothingSelected", { field: "items" });
	if (items.length > MAX_TOGETHER)
		throw new Refusal("invalid", "moderation.tooManySelected", { field: "items", params: { limit: MAX_TOGETHER } });
	const results: Result[] = [];
	for (const item of items) results.push(await resultOf(item, decide));
	return results;
}

async function resultOf(item: Selected, decide: (item: Selected) => Promise<{ decisionId: string }>): Promise<Result> {
	try {
		const { decisionId } = await decide(item);
		return { submissionId: item.submissionId, decisionId };
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal;
		return { submissionId: item.submissionId, refusal };
	}
}
