import { eq, isNotNull } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { codeSource, regionCode } from "#domain/regions/rules.ts";
import { nameWithin, tidyCode } from "#domain/text.ts";
import { deviceMark } from "./attempts.ts";
import { deadLink, issueLink, type Link, openLink, spendLink } from "./links.ts";
import { requireName, requireUsername } from "./names.ts";
import { hashOfChoice } from "./passphrase.ts";
import { staffAccount } from "./rules.ts";
import { openSession } from "./sessions.ts";
import type { SignedIn } from "./types.ts";

/** The one-time link for the first admin; null once there is staff. Each call voids the link before. */
export async function setupLink(at: Date): Promise<Link | null> {
	return write(async (tx) => ((await hasStaff(tx)) ? null : issueLink(tx, { purpose: "setup", personId: null, issuedBy: null, at })));
}

export async function foundedDistrict(): Promise<{ id: string; name: string } | null> {
	return districtIn(db);
}

interface Founding {
	token: string;
	name: string;
	username: string;
	passphrase: string;
	/** For a site without a district: its name and 12 digits (or none: then it gets a local code). */
	districtName?: string | undefined;
	districtCode?: string | undefined;
	at: Date;
}

/** Creates the first district admin of an empty site, and the district, and signs the admin in. */
export async function setUp({ token, passphrase, at, ...typed }: Founding): Promise<SignedIn> {
	if ((await openLink(token, at))?.purpose !== "setup") throw deadLink();
	const name = requireName(typed.name);
	const username = requireUsername(typed.username);
	const passphraseHash = await hashOfChoice({ passphrase, kind: "staff", name, username });
	const session = await write(async (tx) => {
		await spendLink(tx, token, at);
		if (await hasStaff(tx)) throw deadLink();
		const district = (await districtIn(tx)) ?? (await foundDistrict(tx, typed, at));
		const personId = newId();
		await tx.insert(people).values({ id: personId, name, username, passphraseHash, passphraseChangedAt: at, createdAt: at });
		await tx.insert(roleGrants).values({ personId, role: "district_admin", regionId: district.id, grantedAt: at });
		await record(tx, { at, actorId: personId, action: "site.set_up", subject: `region:${district.id}`, detail: { personId } });
		return openSession(tx, { personId, kind: "staff", at });
	});
	return { ...session, device: deviceMark(staffAccount(username)) };
}

async function hasStaff(reader: Reader): Promise<boolean> {
	const [one] = await reader.select({ id: people.id }).from(people).where(isNotNull(people.username)).limit(1);
	return one !== undefined;
}

async function districtIn(reader: Reader): Promise<{ id: string; name: string } | null> {
	const [district] = await reader
		.select({ id: regions.id, name: regions.name })
		.from(regions)
		.where(eq(regions.level, "district"))
		.limit(1);
	return district ?? null;
}

async function foundDistrict(
	tx: Tx,
	typed: Pick<Founding, "districtName" | "districtCode">,
	at: Date,
): Promise<{ id: string; name: string }> {
	const name = nameWithin(typed.districtName ?? "", { least: 2, most: 40 });
	if (name === undefined) throw new Refusal("invalid", "accounts.districtMissing", { field: "districtName" });
	const code = districtCode(typed.districtCode ?? "") ?? LOCAL_CODE;
	const id = newId();
	await tx
		.insert(regions)
		.values({ id, code, codeSource: codeSource(code), level: "district", name, parentId: null, path: `/${id}/`, validFrom: at });
	return { id, name };
}

const LOCAL_CODE = "L-1";

function districtCode(typed: string): string | null {
	if (tidyCode(typed) === "") return null;
	const code = regionCode("district", typed, null);
	if ("wrong" in code) throw new Refusal("invalid", "accounts.districtCodeForm", { field: "districtCode" });
	return code.value;
}
