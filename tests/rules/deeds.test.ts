import { expect, test } from "vitest";
import { DEEDS, type Deeds, VERBS, verbsOf } from "#domain/audit/verbs.ts";

test("each verb of the trail belongs to one kind of deed, so that asking for all kinds leaves out nothing", () => {
	const all = (Object.keys(DEEDS) as Deeds[]).flatMap(verbsOf).sort();
	expect(all).toEqual(
		Object.entries(VERBS)
			.flatMap(([noun, verbs]) => verbs.map((verb) => `${noun}.${verb}`))
			.sort(),
	);
});
