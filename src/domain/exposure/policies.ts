import { and, asc, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { exposurePolicies } from "#db/schema/exposure.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { mayChange } from "#domain/regions/scope.ts";
import { lineWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { tendExposures } from "./leave.ts";

interface Adopting {
	villageId: string;
	/** 文件号 of the assembly's decision. */
	documentNumber: string;
	adoptedOn: string;
	by: Viewer;
	at: Date;
}

/** Records that the village's assembly adopted the policy. Recorded twice, it stands once; another number takes its place. */
export async function adoptPolicy({ villageId, documentNumber, adoptedOn, by, at }: Adopting): Promise<{ policyId: string }> {
	const number = lineWithin(documentNumber, { least: 2, most: 60 });
	if (number === undefined) throw new Refusal("invalid", "exposure.documentMissing", { field: "documentNumber", params: { limit: 60 } });
	if (!isDay(adoptedOn) || adoptedOn > dayAt(at)) throw new Refusal("invalid", "exposure.dayMissing", { field: "adoptedOn" });
	const adopted = await write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const standing = await standingPolicy(villageId, tx);
		if (standing?.documentNumber === number && standing.adoptedOn === adoptedOn) return { policyId: standing.id };
		if (standing) await tx.update(exposurePolicies).set({ endedAt: at }).where(eq(exposurePolicies.id, standing.id));
		const policyId = newId();
		await tx
			.insert(exposurePolicies)
			.values({ id: policyId, villageId, documentNumber: number, adoptedOn, recordedBy: by.personId, recordedAt: at });
		const detail = { document: number, day: adoptedOn };
		await record(tx, { at, actorId: by.personId, action: "exposure.adopt", subject: `region:${villageId}`, detail });
		return { policyId };
	});
	changed(["exposure"]);
	return adopted;
}

/** Nothing more is shown there, and what is leaves. */
export async function endPolicy({ villageId, by, at }: Pick<Adopting, "villageId" | "by" | "at">): Promise<void> {
	await write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const standing = await standingPolicy(villageId, tx);
		if (!standing) return;
		await tx.update(exposurePolicies).set({ endedAt: at }).where(eq(exposurePolicies.id, standing.id));
		await record(tx, { at, actorId: by.personId, action: "exposure.end", subject: `region:${villageId}` });
	});
	await tendExposures(at);
	changed(["exposure"]);
}

export async function standingPolicy(villageId: string, reader: Reader = db) {
	const [found] = await reader
		.select()
		.from(exposurePolicies)
		.where(and(eq(exposurePolicies.villageId, villageId), isNull(exposurePolicies.endedAt)));
	return found;
}

/** By town, as the lists of villages stand. */
export async function adoptedPolicies() {
	const towns = alias(regions, "towns");
	const rows = await db
		.select({
			...{ documentNumber: exposurePolicies.documentNumber, adoptedOn: exposurePolicies.adoptedOn, town: towns.name, townId: towns.id },
			...{ villageId: regions.id, village: nameAmongAll("regions") },
		})
		.from(exposurePolicies)
		.innerJoin(regions, eq(regions.id, exposurePolicies.villageId))
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(isNull(exposurePolicies.endedAt))
		.orderBy(asc(towns.code), asc(regions.code));
	return [...Map.groupBy(rows, ({ townId }) => townId).values()].map((villages) => ({ town: villages[0]?.town ?? "", villages }));
}

async function requireVillage(reader: Reader, by: Viewer, villageId: string): Promise<void> {
	const [village] = await reader.select({ path: regions.path, level: regions.level }).from(regions).where(eq(regions.id, villageId));
	if (village?.level !== "village" || !mayChange(by, village.path)) throw new Refusal("not_found", "common.notFound");
}
