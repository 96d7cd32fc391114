import { and, desc, eq, isNotNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { pointRules, ruleSets } from "#db/schema/point-rules.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, isDay, monthAt, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import type { RuleCode, RuleLine } from "#domain/points/rules.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { requireLine } from "#domain/said.ts";
import { lengthOf, tidyLine } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { forbiddenIn, readLine, VILLAGE_CODES } from "./rules.ts";
import { draftOf } from "./sets.ts";
import { DOCUMENT_LENGTH, REMARK_LENGTH, type TypedLine } from "./types.ts";

interface OnRules {
	villageId: string;
	by: Viewer;
	at: Date;
}

/** Keeps what somebody typed as the village's draft; nothing is in force by it. */
export async function saveRules({ villageId, lines, by, at }: OnRules & { lines: Record<string, TypedLine> }): Promise<string> {
	return write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const read = VILLAGE_CODES.map((code) => ({ ...readOrRefuse(code, lines[code]), remark: remarkOf(code, lines[code]) }));
		const setId = (await draftOf(tx, villageId))?.id ?? (await beginDraft(tx, { villageId, by, at }));
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

interface Adopting extends OnRules {
	documentNumber: string;
	/** The day of the meeting. */
	decidedOn: string;
	/** From the first of which month on, "2026-12". */
	month: string;
}

/** What the village's meeting decided is in force from the first of a coming month. The same document for the same month again changes nothing. */
export async function adoptRules({ villageId, decidedOn, month, by, at, ...typed }: Adopting): Promise<string> {
	const documentNumber = requireLine(typed.documentNumber, { ...DOCUMENT_LENGTH, field: "documentNumber", lacks: "rules.documentMissing" });
	if (!isDay(decidedOn) || decidedOn > dayAt(at)) throw new Refusal("invalid", "rules.dayMissing", { field: "decidedOn" });
	if (!isDay(`${month}-01`) || month <= monthAt(at)) throw new Refusal("invalid", "rules.pastMonth", { field: "month" });
	const effectiveFrom = startOf(`${month}-01`);
	const setId = await write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const [newest] = await tx
			.select()
			.from(ruleSets)
			.where(and(eq(ruleSets.villageId, villageId), isNotNull(ruleSets.adoptedAt)))
			.orderBy(desc(ruleSets.effectiveFrom))
			.limit(1);
		const draft = await draftOf(tx, villageId);
		const isSame = newest?.documentNumber === documentNumber && newest.effectiveFrom?.getTime() === effectiveFrom.getTime();
		if (!draft && isSame) return newest.id;
		if (!draft) throw new Refusal("conflict", "rules.noDraft");
		if (newest?.effectiveFrom && newest.effectiveFrom >= effectiveFrom) throw new Refusal("conflict", "rules.laterOne", { field: "month" });
		const adopted = { documentNumber, decidedOn, effectiveFrom, adoptedBy: by.personId, adoptedAt: at };
		await tx.update(ruleSets).set(adopted).where(eq(ruleSets.id, draft.id));
		const detail = { version: draft.version, documentNumber, decidedOn, month };
		await record(tx, { at, actorId: by.personId, action: "rule_set.adopt", subject: `rule_set:${draft.id}`, detail });
		return draft.id;
	});
	changed([`village:${villageId}`]);
	return setId;
}
