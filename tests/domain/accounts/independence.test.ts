import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { passphraseLinks, roleGrants } from "#db/schema/accounts.ts";
import { grantRole } from "#domain/accounts/grant-role.ts";
import { isIndependent, requireIndependent, whoMaySign } from "#domain/accounts/independence.ts";
import { issueLink } from "#domain/accounts/links.ts";
import { resetPassphrase } from "#domain/accounts/reset-sign-in.ts";
import { revokeRole } from "#domain/accounts/revoke-role.ts";
import { setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hired, officeOf } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
let wang: Viewer;
const at = minutesAfter(MORNING, 5);

freshDatabase(async () => {
	cast = await inviteCast();
	wang = cast.staff.wang;
	office = await officeOf(cast.places, wang);
});

const areIndependent = async (one: Viewer, other: Viewer, region: { id: string } = cast.places.qingshi) => {
	const [there, back] = await Promise.all(
		[
			[one, other],
			[other, one],
		].map(([a, b]) => isIndependent(db, { one: a?.personId ?? "", other: b?.personId ?? "", regionId: region.id })),
	);
	expect(there).toBe(back);
	return there;
};

test("nobody is independent of themselves, of whom they made, nor of whom those made", async () => {
	const { yun, gu, hao, tao } = office;
	expect(await areIndependent(yun, yun)).toBe(false);
	expect(await areIndependent(yun, gu)).toBe(false);
	expect(await areIndependent(tao, yun)).toBe(false);
	// Tao is above the village: what Tao's appointees did there is not Tao's doing.
	expect(await areIndependent(tao, hao)).toBe(true);
	expect(await areIndependent(tao, hao, cast.places.shilin)).toBe(false);
	const puppet = await hired("puppet", "village_admin", cast.places.qingshi, yun);
	expect(await areIndependent(yun, await hired("third", "auditor", cast.places.qingshi, puppet))).toBe(false);
});

test("whom one person of the village made are not independent, whom the town named are", async () => {
	const { yun, gu, hao, qiu, rao } = office;
	expect(await areIndependent(gu, hao)).toBe(false);
	const three = [yun, qiu, rao];
	for (const one of three) for (const other of three) expect(await areIndependent(one, other)).toBe(one !== other);
	expect(await areIndependent(gu, qiu)).toBe(true);
});

test("who appointed from the town is not above a vote of the town; the first admin is above everybody's", async () => {
	const { yun, qiu, tao } = office;
	expect(await areIndependent(yun, qiu, cast.places.shilin)).toBe(false);
	const [one, other] = [
		await hired("one", "auditor", cast.places.shilin, wang),
		await hired("other", "moderator", cast.places.shilin, wang),
	];
	expect(await areIndependent(one, other, cast.places.qingling)).toBe(true);
	expect(await areIndependent(one, tao, cast.places.shilin)).toBe(true);
	expect(await areIndependent(one, wang, cast.places.shilin)).toBe(false);
});

test("a role that was taken back, one more role, and a reset make somebody too; a link that nobody used does not", async () => {
	const { yun, qiu, rao, tao } = office;
	await resetPassphrase({ personId: qiu.personId, by: tao, at });
	expect(await areIndependent(yun, qiu)).toBe(true);
	await grantRole({ personId: rao.personId, role: "publicist", regionId: cast.places.qingshi.id, by: yun, at });
	expect(await areIndependent(yun, rao)).toBe(false);
	const grants = await db.select().from(roleGrants).where(eq(roleGrants.personId, rao.personId));
	const grantId = grants.find(({ role }) => role === "publicist")?.id ?? "";
	await revokeRole({ grantId, by: yun, at });
	expect(await areIndependent(yun, rao)).toBe(false);
	const gate = await hired("gate", "moderator", cast.places.qingshi, tao);
	expect(await areIndependent(yun, gate)).toBe(true);
	const { token } = await resetPassphrase({ personId: gate.personId, by: yun, at });
	expect(await areIndependent(yun, gate)).toBe(true);
	await setPassphraseByLink({ token, passphrase: "另一个口令 in winter", at });
	expect(await areIndependent(yun, gate)).toBe(false);
});

test("what counts is the office that somebody held when they appointed", async () => {
	const { yun, qiu, tao } = office;
	const [grant] = await db.select().from(roleGrants).where(eq(roleGrants.personId, tao.personId));
	await revokeRole({ grantId: grant?.id ?? "", by: wang, at });
	expect(await areIndependent(yun, qiu)).toBe(true);
	await grantRole({ personId: tao.personId, role: "village_admin", regionId: cast.places.qingshi.id, by: wang, at });
	const later = minutesAfter(at, 60);
	const [one, other] = [
		await hired("one", "auditor", cast.places.qingshi, tao, later),
		await hired("other", "inspector", cast.places.qingshi, tao, later),
	];
	expect(await areIndependent(one, other)).toBe(false);
	expect(await areIndependent(one, tao)).toBe(false);
});

test("who may not sign is told whom to ask, or that the office above appoints somebody", async () => {
	const { yun, gu, hao, qiu, rao } = office;
	const { id, path } = cast.places.qingshi;
	const wanted = { region: { id, path }, roles: ["village_admin" as const], besides: [yun.personId] };
	expect((await whoMaySign(db, wanted)).map(({ personId }) => personId)).toEqual([rao.personId]);
	const puppet = await hired("puppet", "village_admin", cast.places.qingshi, yun);
	const auditors = { ...wanted, roles: ["auditor" as const], besides: [puppet.personId] };
	expect((await whoMaySign(db, auditors)).map(({ name }) => name)).toEqual([qiu.name, "宋平"]);
	await expect(requireIndependent(db, hao, wanted)).rejects.toMatchObject({
		refusal: "forbidden",
		key: "accounts.askAnother",
		params: { name: yun.name, names: rao.name },
	});
	const never = { ...wanted, besides: [yun.personId, rao.personId, qiu.personId] };
	await expect(requireIndependent(db, gu, never)).rejects.toMatchObject({ key: "accounts.nobodyIndependent", params: { name: yun.name } });
	await expect(requireIndependent(db, qiu, wanted)).resolves.toBeUndefined();
});

test("the database keeps who opened whose way in", async () => {
	const { qiu, yun } = office;
	const used = eq(passphraseLinks.personId, qiu.personId);
	await expect(write((tx) => tx.delete(passphraseLinks).where(used))).rejects.toThrow();
	await write((tx) => issueLink(tx, { purpose: "reset", personId: qiu.personId, issuedBy: yun.personId, at }));
	await expect(write((tx) => tx.update(passphraseLinks).set({ issuedBy: null }).where(used))).rejects.toThrow();
	const grant = eq(roleGrants.personId, qiu.personId);
	await expect(write((tx) => tx.update(roleGrants).set({ grantedBy: null, revokedAt: at }).where(grant))).rejects.toThrow();
});
