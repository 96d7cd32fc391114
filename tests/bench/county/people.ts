import type { Tx } from "#db/client.ts";
import type { SeededRandom } from "#demo/random.ts";
import type { Role } from "#domain/accounts/types.ts";
import { headName } from "./names.ts";
import type { Home, Place, Places } from "./places.ts";
import { insertRows, seededCode } from "./rows.ts";

/** Of so many households one has members. */
const EVERY = 8;

export interface Member {
	householdId: string;
	personId: string;
	villageId: string;
	hamletId: string;
}

interface Settling {
	random: SeededRandom;
	passphraseHash: string;
	at: Date;
}

/** Heads with an account, some with a second member; two of five have a passphrase. */
export async function settleMembers(tx: Tx, homes: Home[], { random, passphraseHash, at }: Settling): Promise<Member[]> {
	const lived = homes.filter((_, n) => n % EVERY === 0);
	const members = lived.flatMap(({ id: householdId, headName: name, villageId, hamletId }) => {
		const home = { householdId, villageId, hamletId };
		const head = { ...home, personId: seededCode(random, 16), name };
		return random.chance(0.2) ? [head, { ...home, personId: seededCode(random, 16), name: headName(random) }] : [head];
	});
	const createdAt = at.getTime();
	await insertRows(
		tx,
		"people",
		members.map(({ personId, name }) => {
			const hash = random.chance(0.4) ? passphraseHash : null;
			return {
				id: personId,
				name,
				passphrase_hash: hash,
				passphrase_changed_at: hash && createdAt,
				is_under14: false,
				created_at: createdAt,
			};
		}),
	);
	await insertRows(
		tx,
		"household_members",
		members.map(({ householdId, personId }, n) => ({
			id: seededCode(random, 16),
			household_id: householdId,
			person_id: personId,
			joined_at: createdAt + n,
		})),
	);
	return members;
}

export interface Officer {
	personId: string;
	role: Role;
	username: string;
	name: string;
	place: Place;
}

/** Two admins of the county, its moderators, auditor and publicist; an admin and a moderator a town; an admin a village, and for each fifth a moderator. */
export async function employ(tx: Tx, { district, towns, villages }: Places, { random, passphraseHash, at }: Settling): Promise<Officer[]> {
	const officer = (role: Role, username: string, place: Place): Officer => ({
		...{ personId: seededCode(random, 16), role, username, place, name: headName(random) },
	});
	const nth = (n: number) => String(n + 1).padStart(4, "0");
	const staff = [
		officer("district_admin", "guanli", district),
		officer("district_admin", "pingxuan", district),
		officer("moderator", "shenhe", district),
		officer("auditor", "shenji", district),
		officer("publicist", "xuanchuan", district),
		...towns.flatMap((town, n) => [officer("town_admin", `zhen-${nth(n)}`, town), officer("moderator", `zhen-shenhe-${nth(n)}`, town)]),
		...villages.map((village, n) => officer("village_admin", `cun-${nth(n)}`, village)),
		...villages.filter((_, n) => n % 5 === 0).map((village, n) => officer("moderator", `cun-shenhe-${nth(n)}`, village)),
	];
	const createdAt = at.getTime();
	const hash = { passphrase_hash: passphraseHash, passphrase_changed_at: createdAt };
	await insertRows(
		tx,
		"people",
		staff.map(({ personId: id, name, username }) => ({ id, name, username, ...hash, is_under14: false, created_at: createdAt })),
	);
	const first = staff[0]?.personId;
	await insertRows(
		tx,
		"role_grants",
		staff.map(({ personId, role, place }) => ({
			...{ id: seededCode(random, 16), person_id: personId, role, region_id: place.id },
			...{ granted_by: personId === first ? null : first, granted_at: createdAt },
		})),
	);
	return staff;
}
