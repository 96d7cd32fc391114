import { and, asc, eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { storeDonors } from "#db/schema/store.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireLine } from "#domain/said.ts";
import { changed } from "#platform/changes.ts";
import { requireStore } from "./keepers.ts";
import { DONOR_KINDS, DONOR_LENGTH } from "./types.ts";

interface NewDonor {
	villageId: string;
	kind: string;
	/** As they want to be called. */
	name: string;
	isNamed: boolean;
	by: Viewer;
	at: Date;
}

/** 捐赠方. Entered again by name, it is whether they agree to be named that changes. */
export async function addDonor({ villageId, isNamed, by, at, ...typed }: NewDonor): Promise<{ donorId: string }> {
	const name = requireLine(typed.name, { ...DONOR_LENGTH, field: "name", lacks: "storeDesk.donorLength" });
	const kind = DONOR_KINDS.find((one) => one === typed.kind);
	if (!kind) throw new Refusal("invalid", "storeDesk.donorKind", { field: "kind" });
	const entered = await write(async (tx) => {
		await requireStore(tx, by, villageId, ADMIN_ROLES);
		const [known] = await tx
			.select()
			.from(storeDonors)
			.where(and(eq(storeDonors.villageId, villageId), eq(storeDonors.name, name)));
		const donorId = known?.id ?? newId();
		if (known?.isNamed === isNamed) return { donorId };
		if (known) await tx.update(storeDonors).set({ isNamed }).where(eq(storeDonors.id, donorId));
		else await tx.insert(storeDonors).values({ id: donorId, villageId, kind, name, isNamed, addedBy: by.personId, addedAt: at });
		const action = known ? "store.name_donor" : "store.add_donor";
		await record(tx, { at, actorId: by.personId, action, subject: `store:${donorId}`, detail: { region: villageId, isNamed } });
		return { donorId };
	});
	changed([`store:${villageId}`]);
	return entered;
}

export function donorsOf(villageId: string) {
	return db
		.select({ donorId: storeDonors.id, kind: storeDonors.kind, name: storeDonors.name, isNamed: storeDonors.isNamed })
		.from(storeDonors)
		.where(eq(storeDonors.villageId, villageId))
		.orderBy(asc(storeDonors.addedAt));
}
