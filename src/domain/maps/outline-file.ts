import { setImmediate as breathe } from "node:timers/promises";
import { db, type Tx, write } from "#db/client.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { filesLookedThrough, type LookedThrough, type Sent } from "#domain/tables/looked-through.ts";
import { changed } from "#platform/changes.ts";
import { planOutlines } from "./plan.ts";
import { outlinesRead } from "./read-apart.ts";
import type { Outline, OutlinePlan } from "./types.ts";

// Of the file only what was read is kept: a hundredth of it.
const files = filesLookedThrough<OutlinePlan>();

export function outlineFile(viewer: Viewer): LookedThrough<OutlinePlan> | undefined {
	return files.of(viewer);
}

/** Only tells what the file would change. */
export async function lookThroughOutlines({ buffer, fileName, by, at }: Sent): Promise<void> {
	requireDistrict(by);
	const read = await outlinesRead(buffer);
	const outcome = "errors" in read ? read : await planOutlines(db, read.outlines, by);
	const kept = "errors" in read ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(read.outlines));
	files.keep(by, { fileName, startedAt: at, outcome, isDone: false, buffer: kept });
}

/** Carries out what was seen, or nothing. Done twice, it changes nothing again. */
export async function confirmOutlines({ by, at }: { by: Viewer; at: Date }): Promise<void> {
	const districtId = requireDistrict(by);
	const file = files.seen(by, "maps.nothingToConfirm");
	if (file.outcome.changes.length === 0) throw new Refusal("conflict", "maps.nothingToConfirm");
	if (file.isDone) return;
	const outlines: Outline[] = JSON.parse(new TextDecoder().decode(file.buffer));
	const seen = file.outcome;
	const standing = await write(async (tx) => {
		const plan = await planOutlines(tx, outlines, by);
		if (JSON.stringify(plan) !== JSON.stringify(seen)) return plan;
		await enter(tx, seen, outlines);
		await record(tx, {
			...{ at, actorId: by.personId, action: "region.outline", subject: `region:${districtId}` },
			detail: { count: seen.changes.length },
		});
		return null;
	});
	files.keep(by, standing ? { ...file, outcome: standing } : { ...file, isDone: true });
	if (standing) throw new Refusal("conflict", "maps.changedMeanwhile");
	changed(["places"]);
}

async function enter(tx: Tx, { changes }: OutlinePlan, outlines: Outline[]): Promise<void> {
	const shapes = new Map(outlines.map(({ number, shape }) => [number, JSON.stringify(shape)]));
	for (const [n, { regionId, number }] of changes.entries()) {
		const shape = shapes.get(number) ?? "";
		await tx.insert(regionOutlines).values({ regionId, shape }).onConflictDoUpdate({ target: regionOutlines.regionId, set: { shape } });
		if (n % 50 === 0) await breathe();
	}
}

function requireDistrict(by: Viewer): string {
	const [held] = regionsOf(by, "district_admin");
	if (!held) throw new Refusal("forbidden", "common.forbidden");
	return held.regionId;
}
