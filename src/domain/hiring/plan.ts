import { setImmediate as breathe } from "node:timers/promises";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { isInSight } from "#domain/accounts/in-sight.ts";
import { rolesOf } from "#domain/accounts/roles.ts";
import { fitsLevel, isUsername, isUsernameFor, mayGrant, normalUsername } from "#domain/accounts/rules.ts";
import type { HeldRole, Role, Viewer } from "#domain/accounts/types.ts";
import { readingsFor } from "#domain/finder/pinyin.ts";
import { type Atlas, type AtlasPlace, atlasOf } from "#domain/regions/atlas.ts";
import { hasPrivateCharacter } from "#domain/regions/rules.ts";
import { nameWithin } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { type Column, roleNamed, titleOf } from "./columns.ts";
import { placeOn } from "./places.ts";
import type { StaffTable } from "./read.ts";
import type { Namesake } from "./types.ts";
import { freeUsernames } from "./usernames.ts";

export interface Hire {
	line: number;
	name: string;
	username: string;
	/** The username before a number had to be added to it. */
	asked: string;
	role: Role;
	place: AtlasPlace;
	isThere: boolean;
	namesakes: Namesake[];
}

interface Known {
	atlas: Atlas;
	/** What the admin may give. */
	held: HeldRole[];
	/** By name, those whose account the admin sees; by username, whose it is, null if they do not see it: then nothing tells that it is there. */
	byName: Map<string, { username: string; asked?: string | undefined; grants: string[] }[]>;
	taken: Map<string, string | null>;
	/** By name, the accounts that were there before the file, of those whom the admin sees. */
	namesakes: Map<string, Namesake[]>;
	spelt: (name: string) => string;
	free: (stem: string) => string;
}

const AT_ONCE = 50;

/** Who would be hired; what is wrong is added to the errors of the table. */
export async function planHires(reader: Reader, { rows, errors }: StaffTable, { by, at }: { by: Viewer; at: Date }): Promise<Hire[]> {
	const known = await knownTo(reader, { by, at });
	const planFor = (row: StaffTable["rows"][number]): Hire[] => {
		const wrong = (column: Column, key: MessageKey, params = {}) => {
			errors.add({ line: row.line, column: titleOf(column), value: row.cells[column], key, params });
			return [];
		};
		const name = nameWithin(row.cells.name, { least: 1, most: 40 });
		if (name === undefined || hasPrivateCharacter(name)) return wrong("name", "hiring.nameWrong");
		const role = roleNamed(row.cells.role);
		if (!role) return wrong("role", "hiring.roleUnknown");
		const found = placeOn(row, known.atlas);
		if ("wrong" in found) return wrong(found.column, found.wrong, found.params);
		if (!mayGrant(known.held, role, found.place.path)) return wrong("role", "accounts.notYoursToGrant");
		if (!fitsLevel(role, found.place.level)) return wrong("role", "accounts.roleDoesNotFit");
		const account = accountFor(known, { name, role, place: found.place, typed: row.cells.username });
		if ("wrong" in account) return wrong("username", account.wrong);
		return [{ line: row.line, name, role, place: found.place, ...account }];
	};
	const hires: Hire[] = [];
	// A name becomes pinyin slowly; pages are answered meanwhile.
	for (const [n, row] of rows.entries()) {
		if (n % AT_ONCE === 0) await breathe();
		hires.push(...planFor(row));
	}
	return hires;
}

async function knownTo(reader: Reader, { by, at }: { by: Viewer; at: Date }): Promise<Known> {
	const readings = await readingsFor();
	const staff = await reader
		.select({
			name: people.name,
			username: people.username,
			disabledAt: people.disabledAt,
			role: roleGrants.role,
			regionId: roleGrants.regionId,
			path: regions.path,
		})
		.from(people)
		.leftJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.leftJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(isNotNull(people.username));
	const byUsername = Map.groupBy(staff, ({ username }) => username ?? "");
	const accounts = [...byUsername].map(([username, lines]) => ({
		...{ username, name: lines[0]?.name ?? "", isDisabled: lines.some(({ disabledAt }) => disabledAt !== null) },
		roles: [...new Set(lines.flatMap(({ role, path }) => (role && path && isInSight(by, [path]) ? role : [])))],
		grants: lines.map(({ role, regionId }) => `${role} ${regionId}`),
		isInSight: isInSight(
			by,
			lines.flatMap(({ path }) => path ?? []),
		),
	}));
	const taken = new Map(accounts.map(({ username, name, isInSight }) => [username, isInSight ? name : null]));
	const seen = accounts.filter((account) => account.isInSight);
	return {
		atlas: await atlasOf(reader, by),
		held: await rolesOf(reader, by.personId, at),
		byName: Map.groupBy(seen, ({ name }) => name),
		namesakes: Map.groupBy(
			seen.filter(({ isDisabled }) => !isDisabled),
			({ name }) => name,
		),
		taken,
		spelt: (name) => (readings(name)[0] ?? []).join("").slice(0, 24) || "staff",
		free: freeUsernames((username) => taken.has(username)),
	};
}

interface Asked {
	name: string;
	role: Role;
	place: AtlasPlace;
	/** Empty: then it is made of the name's pinyin. */
	typed: string;
}

/** The account of a line; a known account of this name gets another role. Somebody of this name who has this role there already is that person: the same file again hires nobody twice. */
function accountFor(
	{ byName, taken, namesakes, spelt, free }: Known,
	{ name, role, place, typed }: Asked,
): Pick<Hire, "username" | "asked" | "isThere" | "namesakes"> | { wrong: MessageKey } {
	const wanted = normalUsername(typed);
	const there = byName
		.get(name)
		?.find(({ grants, username }) => grants.includes(`${role} ${place.regionId}`) && (wanted === "" || isUsernameFor(wanted, username)));
	if (there) return { username: there.username, asked: there.username, isThere: true, namesakes: [] };
	if (wanted !== "" && !isUsername(wanted)) return { wrong: "accounts.usernameForm" };
	const named = byName.get(name)?.find((account) => account.asked === wanted);
	if (named) {
		named.grants.push(`${role} ${place.regionId}`);
		return { username: named.username, asked: wanted, isThere: false, namesakes: [] };
	}
	const whose = taken.get(wanted);
	if (whose && whose !== name) return { wrong: "accounts.usernameTaken" };
	const asked = wanted || spelt(name);
	const username = whose === name ? wanted : free(asked);
	taken.set(username, name);
	byName.set(name, [...(byName.get(name) ?? []), { username, asked: wanted || undefined, grants: [`${role} ${place.regionId}`] }]);
	return { username, asked, isThere: false, namesakes: whose === name ? [] : (namesakes.get(name) ?? []) };
}
