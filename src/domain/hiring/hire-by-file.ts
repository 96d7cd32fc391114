import { setImmediate as breathe } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { seesEverybody } from "#domain/accounts/in-sight.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import { type Hire, planHires } from "./plan.ts";
import { readStaff } from "./read.ts";
import type { Planned } from "./types.ts";

export interface HireFile {
	buffer: Uint8Array;
	/** Only tells who would be hired. */
	dryRun?: boolean;
	by: Viewer;
	at: Date;
}

/** Hires everybody of the file, or nobody. Their links are printed apart (`invite-people.ts`), for a link stands on one paper only. */
export async function hireByFile({ buffer, dryRun = false, by, at }: HireFile): Promise<{ people: Planned[] } | ImportErrors> {
	const table = await readStaff(buffer);
	if (table.errors.count > 0) return table.errors.refusal();
	const hires = dryRun ? await planHires(db, table, { by, at }) : await write((tx) => carryOut(tx, table, { by, at }));
	return table.errors.count > 0 ? table.errors.refusal() : { people: hires.map((hire) => told(hire, { isPlan: dryRun, by })) };
}

async function carryOut(tx: Tx, table: Awaited<ReturnType<typeof readStaff>>, { by, at }: { by: Viewer; at: Date }): Promise<Hire[]> {
	const hires = await planHires(tx, table, { by, at });
	if (table.errors.count > 0) return [];
	for (const [n, hire] of hires.entries()) {
		if (!hire.isThere) await hireOne(tx, hire, { by, at });
		if (n % 50 === 0) await breathe();
	}
	return hires;
}

async function hireOne(tx: Tx, { name, username, role, place }: Hire, { by, at }: { by: Viewer; at: Date }): Promise<void> {
	const [known] = await tx.select({ id: people.id, disabledAt: people.disabledAt }).from(people).where(eq(people.username, username));
	if (known?.id === by.personId) throw new Refusal("conflict", "accounts.notYourself");
	if (known?.disabledAt) throw new Refusal("conflict", "accounts.isDisabled");
	const personId = known?.id ?? newId();
	const deed = { at, actorId: by.personId, subject: `person:${personId}`, detail: { role, regionId: place.regionId } } as const;
	if (!known) await tx.insert(people).values({ id: personId, name, username, createdAt: at });
	await tx.insert(roleGrants).values({ personId, role, regionId: place.regionId, grantedBy: by.personId, grantedAt: at });
	await record(tx, { ...deed, action: known ? "role.grant" : "person.hire" });
}

/** Beforehand nobody below a district reads which usernames are taken where they do not look: only who is hired gets a number. */
function told({ line, name, role, place, isThere, namesakes, ...hire }: Hire, { isPlan, by }: { isPlan: boolean; by: Viewer }): Planned {
	const username = isPlan && !seesEverybody(by.roles) ? hire.asked : hire.username;
	return { line, name, username, role, isThere, namesakes, place: [place.above, place.name].filter(Boolean).join(" ") };
}
