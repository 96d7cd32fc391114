import { and, eq, isNull } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyCode, tidyLine, typedCode } from "#domain/text.ts";
import { MOST_HOMES } from "./types.ts";

/** 户: by the code of its plate or courtyard, or as a paper list names it, 东沟 12. */
export async function homesTyped(reader: Reader, villageId: string, typed: string, field: string): Promise<string[]> {
	const lines = typed
		.split(/[\n,，、;；]/)
		.map(tidyLine)
		.filter((line) => line !== "");
	if (lines.length === 0) throw new Refusal("invalid", "awards.noHomes", { field });
	if (lines.length > MOST_HOMES) throw new Refusal("invalid", "awards.tooMany", { field, params: { limit: MOST_HOMES } });
	const known = await codesOf(reader, villageId);
	const found = lines.map((line) => known.get(typedCode(line)) ?? known.get(tidyCode(line).toLowerCase()) ?? known.get(doorOf(line)));
	const missing = lines.filter((_line, n) => !found[n]);
	if (missing[0]) throw new Refusal("invalid", "awards.unknownHome", { field, params: { line: missing.slice(0, 5).join("、") } });
	return [...new Set(found as string[])];
}

async function codesOf(reader: Reader, villageId: string): Promise<Map<string, string>> {
	const { id, doorToken, publicCode, number } = households;
	const rows = await reader
		.select({ id, doorToken, publicCode, number, hamlet: regions.name })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(eq(households.villageId, villageId), isNull(households.closedAt)));
	return new Map(
		rows.flatMap((row) => [row.doorToken, row.publicCode, doorOf(`${row.hamlet}${row.number}`)].map((code) => [code, row.id])),
	);
}

/** "东沟 0012", "东沟12号" and "东沟１２户" are one door. */
function doorOf(line: string): string {
	const [, hamlet = "", number = ""] = /^(.*?)-?(\d+)[\u53f7\u6237]?$/.exec(tidyCode(line)) ?? [];
	return number === "" ? "" : `${hamlet} ${Number(number)}`;
}
