import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { type PlaceRow, requireOpenPlace } from "./require-place.ts";
import { codeSource, regionCode } from "./rules.ts";

/** Another code, by which imports know the place: the national one where there was a local one, or the right one. Codes below stay. */
export async function recodeRegion({
	regionId,
	code: typed,
	by,
	at,
}: {
	regionId: string;
	code: string;
	by: Viewer;
	at: Date;
}): Promise<void> {
	await write(async (tx) => {
		const place = await requireOpenPlace(tx, by, regionId);
		const code = await requireFreeCode(tx, place, typed);
		if (code === place.code) return;
		await tx
			.update(regions)
			.set({ code, codeSource: codeSource(code) })
			.where(eq(regions.id, regionId));
		const detail = { from: place.code, to: code };
		await record(tx, { at, actorId: by.personId, action: "region.recode", subject: `region:${regionId}`, detail });
	});
}

/** The code as it is kept; refused if it does not fit the level and the place above, or is another place's. */
export async function requireFreeCode(
	tx: Tx,
	{ level, parentId, id }: Pick<PlaceRow, "level" | "parentId"> & { id?: string },
	typed: string,
): Promise<string> {
	const [above] = await tx
		.select({ level: regions.level, code: regions.code })
		.from(regions)
		.where(eq(regions.id, parentId ?? ""));
	const code = regionCode(level, typed, above ?? null);
	if ("wrong" in code) throw new Refusal("invalid", code.wrong, { params: code.params ?? {}, field: "code" });
	const [taken] = await tx.select({ id: regions.id, name: regions.name }).from(regions).where(eq(regions.code, code.value));
	if (taken && taken.id !== id)
		throw new Refusal("conflict", "regions.codeTaken", { params: { code: code.value, name: taken.name }, field: "code" });
	return code.value;
}
