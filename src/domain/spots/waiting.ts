import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting, WaitingPlace } from "#domain/office/types.ts";
import { spotDesk, spotsIn } from "./lists.ts";

const A_FEW = 3;

/** How many spots wait for the viewer, list by list, with those whose time is over the longest. */
export async function spotsWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	const lists = await spotDesk(viewer, at);
	const late = lists.some(({ list, count }) => list === "late" && count) ? await longestLate(viewer, at) : [];
	return lists.flatMap(({ list, count }) => {
		if (list === "all" || count === null) return [];
		const way = `/staff/spots?list=${list}`;
		return [{ key: `spotDesk.home.${list}`, params: { count }, way, first: list === "late" ? late : [] }];
	});
}

async function longestLate(viewer: Viewer, at: Date): Promise<WaitingPlace[]> {
	const { items } = await spotsIn(viewer, { list: "late", at, most: A_FEW });
	return items.map(({ spotId, village, hamlet, place, age, unit }) => {
		return { way: `/staff/spots/${spotId}`, village, hamlet, place, since: { age, unit } };
	});
}
