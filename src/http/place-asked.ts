import { tidyLine } from "#domain/text.ts";

/** What the address of a page with a choice of places asks for: those near a place that was chosen or found, and what was looked for. */
export function placeAsked({ searchParams: asked }: URL): { near: string | undefined; find: string } {
	return { near: asked.get("near") ?? undefined, find: tidyLine(asked.get("find") ?? "") };
}
