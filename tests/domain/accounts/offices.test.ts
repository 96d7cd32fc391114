import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { officesBehind } from "#domain/accounts/offices.ts";
import { revokeRole } from "#domain/accounts/revoke-role.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hired, officeOf } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
});

const behind = (by: Viewer, id = "round") =>
	officesBehind({ id, createdBy: by.personId, createdAt: MORNING, regionId: cast.places.qingshi.id, regionPath: cast.places.qingshi.path });
const YUNS = { role: "village_admin", region: "青石村" };
const TAOS = { role: "town_admin", region: "柿林镇" };

test("by office it is told who prepared it and who appointed those who may sign; whom the preparer made are nobody's second", async () => {
	expect(await behind(office.yun)).toEqual({ prepared: YUNS, appointers: [TAOS, null] });
	const puppet = await hired("puppet", "village_admin", cast.places.qingshi, office.yun, MORNING);
	expect(await behind(puppet, "another")).toEqual({ prepared: YUNS, appointers: [TAOS, null] });
});

test("who holds an office no more is still told by the office that they held", async () => {
	const [grant] = await db.select().from(roleGrants).where(eq(roleGrants.personId, office.rao.personId));
	await revokeRole({ grantId: grant?.id ?? "", by: office.tao, at: minutesAfter(MORNING, 5) });
	expect(await behind(office.rao)).toMatchObject({ prepared: YUNS });
	expect(await behind(office.gu, "never an admin")).toMatchObject({ prepared: null });
});
