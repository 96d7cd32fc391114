import { desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { pointRules, ruleSets } from "#db/schema/point-rules.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import type { RuleCode, RuleLine } from "#domain/points/rules.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { lengthOf, tidyLine } from "#domain/text.ts";
import { takeBackProposal } from "./adopt-rules.ts";
import { forbiddenIn, readLine, VILLAGE_CODES } from "./rules.ts";
import { draftOf } from "./sets.ts";
import { REMARK_LENGTH, type TypedLine } from "./types.ts";

interface OnRules {
	villageId: string;
	by: Viewer;
	at: Date;
}

/** Keeps what somebody typed as the village's draft; nothing is in force by it. What waited for a second signature was another draft: it is proposed anew. */
export async function saveRules({ villageId, lines, by, at }: OnRules & { lines: Record<string, TypedLine> }): Promise<string> {
	return write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const read = VILLAGE_CODES.map((code) => ({ ...readOrRefuse(code, lines[code]), remark: remarkOf(code, lines[code]) }));
		const setId = (await draftOf(tx, villageId))?.id ?? (await beginDraft(tx, { villageId, by, at }));
		await takeBackProposal(tx, setId, { by, at });
		await tx.delete(pointRules).where(eq(pointRules.setId, setId));
		for (const line of read) await tx.insert(pointRules).values({ ...line, setId });
		return setId;
	});
}

const NO_LINE: TypedLine = { points: "", times: "", period: "", remark: "" };

function readOrRefuse(code: RuleCode, typed = NO_LINE): RuleLine {
	const line = readLine(code, typed);
	if (typeof line !== "string") return line;
	throw new Refusal("invalid", `rules.faults.${line}`, { field: `${line === "lost" ? "points" : line}_${code}`, params: { code } });
}

function remarkOf(code: RuleCode, typed = NO_LINE): string {
	const remark = tidyLine(typed.remark);
	const field = `remark_${code}`;
	const forbidden = forbiddenIn(remark);
	if (forbidden) throw new Refusal("invalid", "rules.faults.forbidden", { field, params: { word: forbidden } });
	if (lengthOf(remark) > REMARK_LENGTH) throw new Refusal("invalid", "rules.faults.remark", { field, params: { limit: REMARK_LENGTH } });
	return remark;
}

async function beginDraft(tx: Tx, { villageId, by, at }: OnRules): Promise<string> {
	const [last] = await tx
		.select({ version: ruleSets.version })
		.from(ruleSets)
		.where(eq(ruleSets.villageId, villageId))
		.orderBy(desc(ruleSets.version))
		.limit(1);
	const id = newId();
	await tx.insert(ruleSets).values({ id, villageId, version: (last?.version ?? 0) + 1, draftedBy: by.personId, draftedAt: at });
	return id;
}
