import type { Role, Viewer } from "#domain/accounts/types.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import type { Audience, Rectangle } from "./types.ts";

/** Mean luma. Below it a courtyard is hard to see: dusk without a flash. */
export const DARK_BELOW = 45;
/** Variance of the Laplacian of the 480 px picture. Below it nothing is sharp. */
export const BLURRED_BELOW = 40;
export const MAX_RECTANGLES = 40;

export type PhotoNote = "too_dark" | "blurred";

export function notesOn({ brightness, sharpness }: { brightness: number; sharpness: number }): PhotoNote[] {
	const notes: PhotoNote[] = [];
	if (brightness < DARK_BELOW) notes.push("too_dark");
	if (sharpness < BLURRED_BELOW) notes.push("blurred");
	return notes;
}

export function areRectangles(rectangles: Rectangle[]): boolean {
	return rectangles.length <= MAX_RECTANGLES && rectangles.every(isRectangle);
}

function isRectangle({ x, y, width, height }: Rectangle): boolean {
	const isWithin = [x, y, x + width, y + height].every((value) => value >= 0 && value <= 1.000_001);
	return isWithin && width > 0 && height > 0;
}

export function covering(before: Rectangle[], now: Rectangle[]): Rectangle[] {
	const added = now.filter((rectangle) => !before.some((earlier) => isSame(earlier, rectangle)));
	return [...before, ...added];
}

function isSame(a: Rectangle, b: Rectangle): boolean {
	return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** Pictures of public places; not the admins of the village, whose own office is often the one that has to act. */
export const PLACE_LOOKERS: Role[] = ["moderator", "publicist", "auditor", "inspector", "town_admin", "district_admin"];

export function mayLoad(viewer: Viewer | null, audience: Audience): boolean {
	if (audience === "public") return true;
	if (!viewer) return false;
	if (audience.personIds.includes(viewer.personId)) return true;
	if (viewer.householdId && audience.askedIds?.includes(viewer.householdId)) return true;
	// A village shows its lanes itself, and tells of them.
	if (audience.isOfPlace && mayActIn(viewer, audience.regionPath, "village_admin")) return true;
	if (audience.householdId === null) return mayActIn(viewer, audience.regionPath, ...PLACE_LOOKERS);
	return viewer.householdId === audience.householdId || mayActIn(viewer, audience.regionPath, "moderator", "auditor");
}
