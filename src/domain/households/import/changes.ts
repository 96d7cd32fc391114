import { sha256 } from "#platform/hash.ts";
import { FACT_NAMES, type FactName } from "../roster/facts.ts";
import type { Change, Question } from "../roster/types.ts";
import { eachOf } from "./pieces.ts";
import type { HomePlan, Plan } from "./plan.ts";

export const CHANGES_AT_ONCE = 2000;

/** Every change of a plan as a line that people can read: names first, what is only new last. */
export function* changesOf({ places, homes }: Plan): Generator<Change> {
	for (const { why, line, where, was, name } of homes.heads)
		yield { kind: why === "misspelt" ? "misspelt" : "head", line, where, was, becomes: name };
	for (const { line, where, was, headName, isDisplaced } of homes.renumbered)
		yield { kind: isDisplaced ? "displaced" : "number", line, where: headName, was, becomes: where };
	for (const { line, code, was, name } of places.renamed) yield { kind: "placeName", line, where: code, was, becomes: name };
	for (const { line, code, was, name } of places.moved) yield { kind: "placeElsewhere", line, where: code, was, becomes: name };
	for (const { line, code, name, aboveName } of places.made)
		yield { kind: "newPlace", line, where: code, was: "", becomes: [aboveName, name].filter(Boolean).join(" ") };
	for (const home of homes.changed) yield factsOf(home);
	for (const { line, where, headName } of homes.made) yield { kind: "newHome", line, where, was: "", becomes: headName };
}

function factsOf(home: HomePlan["changed"][number]): Change {
	const { line, where, headName, was } = home;
	const other = FACT_NAMES.filter((name) => name !== "headName" && home[name] !== was[name]);
	const of = (facts: Record<FactName, unknown>) => Object.fromEntries(other.map((name) => [name, facts[name]]));
	return { kind: "facts", line, where: `${where} ${headName}`, was: "", becomes: "", facts: { was: of(was), becomes: of(home) } };
}

/** What the person saw, as one hash: of the file, of what it would change now, and of what was asked and answered. */
export async function fingerprintOf(plan: Plan, { questions, file }: { questions: Question[]; file: Uint8Array }): Promise<string> {
	let hash = sha256(file);
	await eachOf(changesOf(plan), CHANGES_AT_ONCE, (change) => {
		hash = sha256(hash + JSON.stringify(change));
	});
	await eachOf(questions, CHANGES_AT_ONCE, ({ id, was, found, answer, stuck }) => {
		hash = sha256(hash + JSON.stringify([id, was, found, answer, stuck]));
	});
	return hash;
}
