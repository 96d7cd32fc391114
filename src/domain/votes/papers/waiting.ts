import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { roundsWaiting } from "../rounds/announcement.ts";
import { ENTERERS, roundsToEnter } from "./enter-paper.ts";

/** Rounds that wait for whoever runs them, and those whose papers are read now. */
export async function votesWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	const own = (await roundsWaiting(viewer, at)).map(({ roundId, phase, name, lacks }): Waiting => {
		return { key: `rounds.waiting.${phase}`, params: { name, lacks }, way: `/staff/votes/${roundId}` };
	});
	const entered = regionsOf(viewer, ...ENTERERS).length > 0 ? await roundsToEnter(viewer, at) : [];
	const papers = entered.map(({ roundId, name }): Waiting => {
		return { key: "office.enter", params: { round: name }, way: `/staff/votes/${roundId}/papers/entry` };
	});
	return [...own, ...papers];
}
