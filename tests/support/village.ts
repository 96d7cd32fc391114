import { write } from "#db/client.ts";
import { hirePerson } from "#domain/accounts/hire-person.ts";
import { spendLink } from "#domain/accounts/links.ts";
import type { HeldRole, Role, Viewer } from "#domain/accounts/types.ts";
import { type inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";

interface Place {
	id: string;
	name: string;
	path: string;
}

const HIRED = minutesAfter(MORNING, -24 * 60);

/** Hires somebody by the commands and opens their invitation, as anybody with the link could. */
export async function hired(username: string, role: Role, region: Place, by: Viewer, at = HIRED): Promise<Viewer> {
	const { personId, token } = await hirePerson({ name: `${username} 同事`, username, role, regionId: region.id, by, at });
	await write((tx) => spendLink(tx, token, at));
	const held: HeldRole = { role, regionId: region.id, regionName: region.name, path: region.path };
	return { personId, name: `${username} 同事`, kind: "staff", sessionId: `session-${username}`, householdId: null, roles: [held] };
}

type Places = Awaited<ReturnType<typeof inviteCast>>["places"];

/**
 * The offices of 青石村. Wang, the first admin, named Tao in the town. Tao named Yun, who runs the village, and Qiu and Rao for second signatures. Yun hired Gu
 * and Hao, whose invitations Yun could have opened.
 */
export async function officeOf({ shilin, qingshi }: Places, wang: Viewer) {
	const tao = await hired("tao", "town_admin", shilin, wang);
	const yun = await hired("yun", "village_admin", qingshi, tao);
	const qiu = await hired("qiu", "auditor", qingshi, tao);
	const rao = await hired("rao", "village_admin", qingshi, tao);
	const gu = await hired("gu", "inspector", qingshi, yun);
	const hao = await hired("hao", "auditor", qingshi, yun);
	return { tao, yun, qiu, rao, gu, hao };
}
