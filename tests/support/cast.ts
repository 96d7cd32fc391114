import { type Tx, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { HeldRole, Role, Viewer } from "#domain/accounts/types.ts";

/** When the cast's stories begin: a Beijing morning in November. */
export const MORNING = new Date("2026-11-02T09:00:00+08:00");

export function minutesAfter(moment: Date, minutes: number): Date {
	return new Date(moment.getTime() + minutes * 60_000);
}

/**
 * The named cast: 青岭区 with 柿林镇 and its villages 青石村 (hamlets 东沟, 西坡) and 白杨村 (hamlet 桥头). Households: bao's and chen's in 东沟, du's in 西坡, fan's in 白杨村. Staff:
 * Li moderates 青石村, Meng moderates 柿林镇, Wang is the district's admin, Song the auditor. Bao also moderates 青石村, for tests of recusal.
 */
export async function inviteCast() {
	// At once, because each transaction waits for the disk.
	return write(invited);
}

async function invited(tx: Tx) {
	const places = await settle(tx);
	const homes = {
		bao: await home(tx, "bao", "鲍春生", places.donggou, "0001"),
		chen: await home(tx, "chen", "陈桂兰", places.donggou, "0002"),
		du: await home(tx, "du", "杜长河", places.xipo, "0001"),
		fan: await home(tx, "fan", "范秋菊", places.qiaotou, "0001"),
	};
	const staff = {
		li: await employ(tx, "li", "李敏", "moderator", places.qingshi),
		meng: await employ(tx, "meng", "孟和", "moderator", places.shilin),
		wang: await employ(tx, "wang", "王立新", "district_admin", places.qingling),
		song: await employ(tx, "song", "宋平", "auditor", places.qingling),
	};
	const baoAsModerator = await grant(tx, homes.bao.viewer, "moderator", places.qingshi);
	return { places, homes, staff, baoAsModerator };
}

interface Place {
	id: string;
	name: string;
	path: string;
	parent?: Place | undefined;
}

async function settle(tx: Tx) {
	const qingling = await place(tx, "district", "990101000000", "青岭区");
	const shilin = await place(tx, "town", "990101100000", "柿林镇", qingling);
	const qingshi = await place(tx, "village", "990101100201", "青石村", shilin);
	const baiyang = await place(tx, "village", "990101100202", "白杨村", shilin);
	const donggou = await place(tx, "hamlet", "990101100201001", "东沟", qingshi);
	const xipo = await place(tx, "hamlet", "990101100201002", "西坡", qingshi);
	const qiaotou = await place(tx, "hamlet", "990101100202001", "桥头", baiyang);
	return { qingling, shilin, qingshi, baiyang, donggou, xipo, qiaotou };
}

async function place(
	tx: Tx,
	level: "district" | "town" | "village" | "hamlet",
	code: string,
	name: string,
	parent?: Place,
): Promise<Place> {
	const id = `region-${code}`;
	const path = `${parent?.path ?? "/"}${id}/`;
	await tx.insert(regions).values({ id, code, codeSource: "local", level, name, parentId: parent?.id ?? null, path, validFrom: MORNING });
	return { id, name, path, parent };
}

/** What the QR code at each door holds. */
export const DOORS = { bao: "ba00000000", chen: "chen000000", du: "dw00000000", fan: "fan0000000" };

async function home(tx: Tx, key: keyof typeof DOORS, headName: string, hamlet: Place, number: string) {
	const householdId = `household-${key}`;
	const personId = `person-${key}`;
	await tx.insert(households).values({
		id: householdId,
		hamletId: hamlet.id,
		villageId: (hamlet.parent as Place).id,
		number,
		headName,
		publicCode: `code-${key}`,
		doorToken: DOORS[key],
		doorTokenSince: MORNING,
		createdAt: MORNING,
	});
	await tx.insert(people).values({ id: personId, name: headName, createdAt: MORNING });
	await tx.insert(householdMembers).values({ householdId, personId, joinedAt: MORNING });
	const viewer: Viewer = { personId, name: headName, kind: "villager", sessionId: `session-${key}`, householdId, roles: [] };
	return { householdId, personId, viewer, hamlet };
}

async function employ(tx: Tx, key: string, name: string, role: Role, region: Place): Promise<Viewer> {
	const personId = `person-${key}`;
	await tx.insert(people).values({ id: personId, name, username: key, createdAt: MORNING });
	return grant(tx, { personId, name, kind: "staff", sessionId: `session-${key}`, householdId: null, roles: [] }, role, region);
}

async function grant(tx: Tx, viewer: Viewer, role: Role, region: Place): Promise<Viewer> {
	await tx.insert(roleGrants).values({ personId: viewer.personId, role, regionId: region.id, grantedAt: MORNING });
	const held: HeldRole = { role, regionId: region.id, regionName: region.name, path: region.path };
	return { ...viewer, roles: [...viewer.roles, held] };
}
