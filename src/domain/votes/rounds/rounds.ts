import { and, asc, desc, eq, isNull, ne } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { changedBy, partlyInOfficeOf } from "#domain/regions/scope.ts";
import { phaseOf } from "../rules.ts";
import { COUNTED_AT, ROUND_ROLES } from "./round.ts";

export async function roundsSeen(viewer: Viewer, at: Date) {
	const { id, name, stage, opensAt, closesAt, objectionDays } = voteRounds;
	const rows = await db
		.select({ roundId: id, name, stage, opensAt, closesAt, objectionDays, countedAt: COUNTED_AT, regionName: regions.name })
		.from(voteRounds)
		.innerJoin(regions, eq(regions.id, voteRounds.regionId))
		.where(partlyInOfficeOf(viewer, ROUND_ROLES))
		.orderBy(desc(opensAt), desc(id));
	return rows.map((row) => ({ ...row, phase: phaseOf(row, at) }));
}

export function scopesOf(viewer: Viewer) {
	return db
		.select({ regionId: regions.id, name: regions.name, level: regions.level, path: regions.path })
		.from(regions)
		.where(and(changedBy(viewer), ne(regions.level, "hamlet"), isNull(regions.validTo)))
		.orderBy(asc(regions.code));
}
