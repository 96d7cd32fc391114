import { eq, isNotNull } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { literal } from "#db/literal.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { codeAbove, codeSource, regionCode } from "#domain/regions/rules.ts";
import { nameWithin, tidyCode, tidyName } from "#domain/text.ts";
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
	/** For a site without a district. A town or a village alone gives the names of what it lies in as well. */
	districtName?: string | undefined;
	townName?: string | undefined;
	villageName?: string | undefined;
	/** The code of the last of these, if it is known; otherwise they get local ones. */
	code?: string | undefined;
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
		.where(eq(regions.level, literal("district")))
		.limit(1);
	return district ?? null;
}

type Named = Pick<Founding, "districtName" | "townName" | "villageName" | "code">;

/** The district, and below it the town and the village that were named. */
async function foundDistrict(tx: Tx, typed: Named, at: Date): Promise<{ id: string; name: string }> {
	const places = placesIn(typed);
	const codes = codesFor(places, typed.code ?? "");
	let above: { id: string; path: string } | undefined;
	const [district] = places.map(({ name }) => ({ id: newId(), name }));
	for (const [n, { level, name }] of places.entries()) {
		const id = n === 0 && district ? district.id : newId();
		const [code, path] = [codes[n] ?? "", `${above?.path ?? "/"}${id}/`];
		await tx
			.insert(regions)
			.values({ id, code, codeSource: codeSource(code), level, name, parentId: above?.id ?? null, path, validFrom: at });
		above = { id, path };
	}
	return district as { id: string; name: string };
}

const FIELDS = { district: "districtName", town: "townName", village: "villageName" } as const;
const FOUNDED = ["district", "town", "village"] as const;
interface FoundedPlace {
	level: (typeof FOUNDED)[number];
	name: string;
}

function placesIn(typed: Named): FoundedPlace[] {
	const deepest = FOUNDED.findLastIndex((level) => tidyName(typed[FIELDS[level]] ?? "") !== "");
	return FOUNDED.slice(0, Math.max(0, deepest) + 1).map((level) => {
		const name = nameWithin(typed[FIELDS[level]] ?? "", { least: 2, most: 40 });
		if (name === undefined) throw new Refusal("invalid", `accounts.placeMissing.${level}`, { field: FIELDS[level] });
		return { level, name };
	});
}

function codesFor(places: FoundedPlace[], typed: string): string[] {
	const local = places.map((_, n) => `L-${n + 1}`);
	if (tidyCode(typed) === "") return local;
	const level = places.at(-1)?.level ?? "district";
	const above = places.at(-2);
	const code = regionCode(level, typed, above ? { level: above.level, code: "L" } : null);
	if ("wrong" in code) throw new Refusal("invalid", code.wrong, { params: code.params ?? {}, field: "code" });
	if (code.value.startsWith("L")) return [...local.slice(0, -1), code.value];
	const codes = [code.value];
	for (let above = codeAbove(code.value); above; above = codeAbove(above)) codes.unshift(above);
	return codes;
}
