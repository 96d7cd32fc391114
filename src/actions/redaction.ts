import { z } from "astro/zod";
import { Refusal } from "#domain/errors.ts";
import { rectanglesOf } from "#domain/photos/grid.ts";
import type { Rectangle } from "#domain/photos/types.ts";
import { list, text } from "./fields.ts";

// No grid has more cells; without a limit a forged form could keep the server counting.
const cellCount = z.coerce.number().int().min(0).max(12).catch(0);

/** What `ui/photos/Redact.astro` sends. */
export const DRAWN = { photoId: text, rectangles: text, cells: list, columns: cellCount, rows: cellCount, startFrom: text };

interface Drawn {
	photoId: string;
	rectangles: string;
	cells: string[];
	columns: number;
	rows: number;
	startFrom: string;
}

export function hidingIn({ photoId, rectangles, startFrom, ...grid }: Drawn) {
	const drawn = [...rectanglesIn(rectangles), ...rectanglesOf(grid)];
	return { photoId, rectangles: drawn, startFrom: startFrom === "original" ? ("original" as const) : ("current" as const) };
}

/** The frames drawn by the island; an empty list if unreadable. The domain checks each. */
function rectanglesIn(json: string): Rectangle[] {
	const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
	try {
		return z.array(rectangle).parse(JSON.parse(json || "[]"));
	} catch {
		throw new Refusal("invalid", "photos.badRectangles", { field: "rectangles" });
	}
}
