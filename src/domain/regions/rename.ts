import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyName } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { pagesNaming } from "./pages.ts";
import { requirePlace } from "./require-place.ts";
import { hasPrivateCharacter, plainName } from "./rules.ts";

export async function renameRegion({ regionId, name, by, at }: { regionId: string; name: string; by: Viewer; at: Date }): Promise<void> {
	const wanted = requireName(name);
	const pages = await write(async (tx) => {
		const place = await requirePlace(tx, by, regionId);
		if (place.validTo) throw new Refusal("conflict", "regions.alreadyClosed", { params: { name: place.name } });
		if (place.name === wanted) return [];
		await tx.update(regions).set({ name: wanted }).where(eq(regions.id, regionId));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "region.rename",
			subject: `region:${regionId}`,
			detail: { from: place.name, to: wanted },
		});
		return pagesNaming(tx, place);
	});
	if (pages.length > 0) changed(pages);
}

function requireName(typed: string): string {
	if (tidyName(typed) === "") throw new Refusal("invalid", "regions.nameMissing", { field: "name" });
	const name = plainName(typed);
	if ("wrong" in name) throw new Refusal("invalid", name.wrong, { params: name.params ?? {}, field: "name" });
	if (hasPrivateCharacter(name.value)) throw new Refusal("invalid", "households.reasons.privateCharacter", { field: "name" });
	return name.value;
}
