import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { bareCode } from "#domain/regions/rules.ts";
import { type Acting, type Changed, nameOf, onHousehold, pagesOf, tellOf } from "./change-household.ts";
import { leaveDraftVotes } from "./draft-votes.ts";
import { requireSettled } from "./hindrances.ts";
import { leaveTitleBehind } from "./leave-title.ts";
import { requireHamlet, requireNumber } from "./numbers.ts";

export interface Move extends Acting {
	hamletId: string;
	/** Empty: the next one there. */
	number: string;
}

/**
 * To another hamlet, or to another number in its own. The whole record goes along: code, door, members, points and pairs. Within its village this is always
 * possible; out of it only while no vote counts on it.
 */
export function moveHousehold(tx: Tx, { hamletId, number: typed, ...acting }: Move): Promise<Changed> {
	return onHousehold(tx, acting, async (home, note) => {
		const { householdId } = home;
		const hamlet = await requireHamlet(tx, acting.by, hamletId);
		const isElsewhere = hamletId !== home.hamlet.regionId;
		const said = bareCode(typed);
		if (!isElsewhere && (said === "" || said.padStart(4, "0") === home.number)) return undefined;
		const isOtherVillage = hamlet.villageId !== home.village.regionId;
		if (isOtherVillage) await requireSettled(tx, home, acting.at);
		const number = await requireNumber(tx, hamletId, typed);
		const place = { hamletId, villageId: hamlet.villageId };
		await tx
			.update(households)
			.set({ ...place, number })
			.where(eq(households.id, householdId));
		if (isOtherVillage) await leaveDraftVotes(tx, { ...acting, path: hamlet.path });
		const [from, to] = [nameOf(home), nameOf({ place: hamlet.place, number, headName: home.headName })];
		await note("household.move", { from, to }, home.hamlet.regionId);
		await tellOf(tx, acting, { what: "moved", from, to });
		const left = isOtherVillage ? await leaveTitleBehind(tx, acting) : [];
		return { pages: [...(await pagesOf(tx, home)), `village:${hamlet.villageId}`, ...left] };
	});
}
