import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { doorSheet, STICKERS, type Sticker } from "./door-sheet.ts";
import { issueSlip, type Slip } from "./issue-slip.ts";

/** Most villages at once. Each PIN costs one passphrase hash, 25 ms, one after the other, so that people sign in meanwhile. */
const MOST = STICKERS;

interface PrintedSlip extends Slip {
	door: Sticker;
}

export interface PrintedSlips {
	slips: PrintedSlip[];
	without: { door: Sticker; reason: Refusal }[];
}

/** If one household lies outside the admin's region, no slip is issued. */
export async function issueSlips({ householdIds, by, at }: { householdIds: string[]; by: Viewer; at: Date }): Promise<PrintedSlips> {
	const printed: PrintedSlips = { slips: [], without: [] };
	await issueAt(await requireDoors(new Set(householdIds), by), printed, { by, at });
	return printed;
}

/** Adds each slip to `printed` when it is made. */
export async function issueAt(doors: Sticker[], printed: PrintedSlips, { by, at }: { by: Viewer; at: Date }): Promise<void> {
	for (const door of doors) {
		try {
			printed.slips.push({ ...(await issueSlip({ householdId: door.householdId, by, at })), door });
		} catch (reason) {
			if (!(reason instanceof Refusal)) throw reason;
			printed.without.push({ door, reason });
		}
	}
}

export async function requireDoors(householdIds: Set<string>, by: Viewer): Promise<Sticker[]> {
	if (householdIds.size === 0) throw new Refusal("invalid", "admin.slips.noneChosen");
	if (householdIds.size > MOST) throw new Refusal("invalid", "admin.slips.tooMany", { params: { most: MOST } });
	const { stickers } = await doorSheet(by, { householdIds: [...householdIds] });
	if (stickers.length < householdIds.size) throw new Refusal("not_found", "common.notFound");
	return stickers;
}
