import type { Role, Viewer } from "#domain/accounts/types.ts";
import { type HeadlineFigures, headlineFigures } from "#domain/campaign/figures.ts";
import { DECISION_READERS } from "#domain/moderation/scope.ts";
import { outermost, regionsOf } from "#domain/regions/scope.ts";

export const FIGURE_READERS: Role[] = [...DECISION_READERS, "publicist", "inspector"];

/** The headline figures of the places in this person's office, taken together. */
export function ownFigures(viewer: Viewer, at: Date): Promise<HeadlineFigures> {
	const places = outermost(regionsOf(viewer, ...FIGURE_READERS));
	return headlineFigures(at, { regionIds: places.map(({ regionId }) => regionId) });
}
