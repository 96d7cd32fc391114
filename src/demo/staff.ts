import { hirePerson } from "#domain/accounts/hire-person.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import { setUp, setupLink } from "#domain/accounts/set-up.ts";
import { signInStaff } from "#domain/accounts/sign-in-staff.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { randomCode } from "#platform/ids.ts";
import { personName } from "./district.ts";
import type { SeededRandom } from "./random.ts";

/** A line of `demo-accounts.json`. A villager's username is the door code. */
export interface DemoAccount {
	role: Role | "villager";
	username: string;
	password: string;
	name: string;
	region: string;
}

/** A region where staff can be given a role. */
export interface Place {
	id: string;
	name: string;
	level: string;
	parentId: string | null;
}

// Places in the order of their codes: the towns are 南河街道, 柿林镇, 石桥镇; the fifth village is 青石村.
const POSTS: { role: Role; username: string; level: string; nth: number }[] = [
	// This admin runs the votes. The others were not appointed by them, so their second signatures are valid.
	{ role: "district_admin", username: "pingxuan", level: "district", nth: 0 },
	{ role: "town_admin", username: "zhen-guanli", level: "town", nth: 1 },
	{ role: "village_admin", username: "cun-guanli", level: "village", nth: 4 },
	{ role: "moderator", username: "shenhe", level: "district", nth: 0 },
	{ role: "inspector", username: "ducha", level: "district", nth: 0 },
	{ role: "publicist", username: "xuanchuan", level: "district", nth: 0 },
	{ role: "storekeeper", username: "dianzhang", level: "village", nth: 5 },
	{ role: "auditor", username: "shenji", level: "district", nth: 0 },
	{ role: "moderator", username: "shenhe-nanhe", level: "town", nth: 0 },
	{ role: "moderator", username: "shenhe-shilin", level: "town", nth: 1 },
	{ role: "moderator", username: "shenhe-shiqiao", level: "town", nth: 2 },
	// They act for units that answer for public places.
	{ role: "village_admin", username: "cun-baiyang", level: "village", nth: 5 },
	{ role: "village_admin", username: "cun-shiqiao", level: "village", nth: 8 },
	{ role: "village_admin", username: "cun-nanhe", level: "village", nth: 0 },
	{ role: "town_admin", username: "zhen-nanhe", level: "town", nth: 0 },
	{ role: "town_admin", username: "zhen-shiqiao", level: "town", nth: 2 },
	// A store has two keepers, so that one serves whom the other may not.
	{ role: "storekeeper", username: "dianzhang-er", level: "village", nth: 5 },
];

export interface Staff {
	admin: Viewer;
	/** Those who act in the history, by username. */
	viewers: Map<string, Viewer>;
	accounts: DemoAccount[];
}

export function viewerOf({ viewers }: Staff, username: string): Viewer {
	const viewer = viewers.get(username);
	if (!viewer) throw new Error(`nobody of the demo is called ${username}`);
	return viewer;
}

/** The moderator of a town, by its place in the order of codes. */
export const TOWN_MODERATORS = ["shenhe-nanhe", "shenhe-shilin", "shenhe-shiqiao"] as const;

export const TOWN_ADMINS = ["zhen-nanhe", "zhen-guanli", "zhen-shiqiao"] as const;

/** Passphrases come from the system's randomness and not from the seed, so they differ each time. */
export function newPassphrase(): string {
	return (randomCode(16).match(/.{4}/g) ?? []).join("-");
}

/** Sets up the site by its set-up link, as an owner would, and hires one person for each post. */
export async function employStaff(random: SeededRandom, places: Place[], at: Date): Promise<Staff> {
	// The demo's staff can sign in without a phone.
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at });
	const { admin, account } = await founder(random, places, at);
	const staff: Staff = { admin, viewers: new Map(), accounts: [account] };
	for (const post of POSTS) await employ(staff, { ...post, place: nthPlace(places, post), name: personName(random), at });
	return staff;
}

async function founder(random: SeededRandom, places: Place[], at: Date): Promise<{ admin: Viewer; account: DemoAccount }> {
	const link = await setupLink(at);
	if (!link) throw new Error("the demo needs an empty site");
	const account: DemoAccount = {
		role: "district_admin",
		username: "guanli",
		password: newPassphrase(),
		name: personName(random),
		region: places[0]?.name ?? "",
	};
	const { sessionId } = await setUp({
		token: link.token,
		name: account.name,
		username: account.username,
		passphrase: account.password,
		at,
	});
	return { admin: await holder(sessionId, at), account };
}

function nthPlace(places: Place[], { level, nth }: { level: string; nth: number }): Place {
	const place = places.filter((one) => one.level === level)[nth];
	if (!place) throw new Error(`the demo has no ${level} ${nth}`);
	return place;
}

async function employ(staff: Staff, post: { role: Role; username: string; place: Place; name: string; at: Date }): Promise<void> {
	const { role, username, place, name, at } = post;
	const { token } = await hirePerson({ name, username, role, regionId: place.id, by: staff.admin, at });
	const password = newPassphrase();
	await setPassphraseByLink({ token, passphrase: password, at });
	const isOfficer = role === "district_admin";
	const isFirst = !staff.accounts.some((account) => account.role === role);
	if (isFirst || isOfficer) staff.accounts.push({ role, username, password, name, region: place.name });
	const { sessionId } = await signInStaff({ username, passphrase: password, address: "127.0.0.1", at });
	staff.viewers.set(username, await holder(sessionId, at));
}

async function holder(sessionId: string, at: Date): Promise<Viewer> {
	const viewer = await sessionHolder(sessionId, at);
	if (!viewer) throw new Error("the session just opened has no holder");
	return viewer;
}
