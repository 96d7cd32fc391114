import type { Role, Viewer } from "#domain/accounts/types.ts";
import { type HeadlineFigures, headlineFigures } from "#domain/campaign/figures.ts";
import { DECISION_READERS } from "#domain/moderation/scope.ts";
import { officeIds } from "#domain/regions/scope.ts";

export const FIGURE_READERS: Role[] = [...DECISION_READERS, "publicist", "inspector"];

/** The headline figures of the places in this person's office, taken together. */
export function ownFigures(viewer: Viewer, at: Date): Promise<HeadlineFigures> {
	return headlineFigures(at, { regionIds: officeIds(viewer, FIGURE_READERS) });
}
