import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { pressedFor } from "./desk.ts";

const A_FEW = 3;

/** Cards on which somebody pressed 涉及我, with what is left of the day in which somebody must look. */
export async function takedownsWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	const pressed = (await pressedFor(viewer)).map(({ spotId, village, hamlet, place, reviewDueAt }) => {
		const hoursLeft = Math.ceil(((reviewDueAt?.getTime() ?? 0) - at.getTime()) / HOUR_MS);
		return { way: `/staff/exposure/${spotId}#review`, village, hamlet, place, since: { hoursLeft } };
	});
	const late = pressed.filter(({ since }) => since.hoursLeft <= 0).length;
	const params = { count: pressed.length, late };
	return [{ key: "exposureDesk.pressedCount", params, way: "/staff/exposure", first: pressed.slice(0, A_FEW) }];
}
