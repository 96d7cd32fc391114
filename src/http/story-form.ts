import { isKind } from "#domain/stories/edits.ts";
import { CREDITS, type Credits, type TypedStory } from "#domain/stories/types.ts";

/** A story as its form sends it: the ids of its blocks in their order, and for each its kind, its text and what else it needs. */
export function storyIn(form: FormData) {
	const said = (name: string) => {
		const value = form.get(name);
		return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
	};
	const ids = [
		...new Set(
			said("blocks")
				.split(",")
				.filter((id) => /^[\w-]{1,20}$/.test(id)),
		),
	];
	const blocks = ids.flatMap((id) => {
		const kind = said(`kind-${id}`);
		return isKind(kind) ? [{ id, kind, text: said(`text-${id}`), more: said(`more-${id}`) }] : [];
	});
	const credits = Object.fromEntries(CREDITS.map((name) => [name, said(`credit-${name}`)])) as Credits;
	const typed: TypedStory = {
		title: said("title"),
		summary: said("summary"),
		leadId: said("leadId"),
		blocks,
		cost: said("cost"),
		howTo: said("howTo"),
		credits,
		isMachineDrafted: form.has("isMachineDrafted"),
	};
	const act = said("act");
	// Who has seen both texts saves theirs on top of the newest one.
	const isOver = act === "over";
	return {
		storyId: said("storyId"),
		beganFrom: Number(said(isOver ? "newest" : "beganFrom")) || 0,
		typed,
		act,
		seen: form.has("seen") ? said("seen") : undefined,
	};
}
