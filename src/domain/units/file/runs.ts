import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { filesLookedThrough, type LookedThrough, type Sent } from "#domain/tables/looked-through.ts";
import { carryOutUnitFile, planUnitFile, type UnitPlan } from "./carry-out.ts";

const files = filesLookedThrough<UnitPlan>();

export function unitFile(viewer: Viewer): LookedThrough<UnitPlan> | undefined {
	return files.of(viewer);
}

export async function lookThroughUnits({ buffer, fileName, by, at }: Sent): Promise<void> {
	files.keep(by, { fileName, startedAt: at, outcome: await planUnitFile(buffer, by), isDone: false, buffer });
}

/** Done twice, it changes nothing again. What would change otherwise than it was seen is shown anew. */
export async function confirmUnits({ by, at }: { by: Viewer; at: Date }): Promise<void> {
	const file = files.seen(by, "units.file.nothingToConfirm");
	if (file.isDone) return;
	try {
		await carryOutUnitFile(file.buffer, { seen: file.outcome, by, at });
		files.keep(by, { ...file, isDone: true });
	} catch (error) {
		if (error instanceof Refusal) files.keep(by, { ...file, outcome: await planUnitFile(file.buffer, by) });
		throw error;
	}
}
