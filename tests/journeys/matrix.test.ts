import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { publish } from "#domain/moderation/decide.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { draftOf, sentSubmission } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

// Who gets which page. Generated from the files in src/pages: a page that is missing here fails, and so does a line without a page.
const ROLES = ["moderator", "inspector", "publicist", "storekeeper", "village_admin", "town_admin", "district_admin", "auditor"] as const;
type Who = "visitor" | "owner" | "neighbour" | "elsewhere" | Role;
const EVERYBODY: Who[] = ["visitor", "owner", "neighbour", "elsewhere", ...ROLES];
const SIGNED_IN = EVERYBODY.filter((who) => who !== "visitor");
const HOUSEHOLDS: Who[] = ["owner", "neighbour"];
const ADMINS: Who[] = ["village_admin", "town_admin", "district_admin"];

/** `elsewhere` is a moderator of another village. */
const MATRIX: Record<string, Who[]> = {
	"/": EVERYBODY,
	"/wall": EVERYBODY,
	"/how": EVERYBODY,
	"/privacy": EVERYBODY,
	"/villages": EVERYBODY,
	"/villages/[id]": EVERYBODY,
	"/submissions/[id]": EVERYBODY,
	"/courtyards/[code]": EVERYBODY,
	"/sign-in": EVERYBODY,
	"/staff/sign-in": EVERYBODY,
	"/h/[token]": EVERYBODY,
	"/setup/[token]": [],
	"/passphrase/[token]": [],
	"/404": [],
	"/500": [],
	"/me": SIGNED_IN, // staff are sent on to their own room
	"/me/points": HOUSEHOLDS,
	"/me/security": SIGNED_IN, // staff are sent on to their own
	"/me/submissions/[id]": ["owner"],
	"/submit": HOUSEHOLDS,
	"/submit/[id]": ["owner"],
	"/submit/[id]/photos": ["owner"],
	"/submit/[id]/about": ["owner"],
	"/submit/[id]/check": ["owner"],
	"/submit/[id]/sent": ["owner"],
	"/moderation": ["moderator", "elsewhere"],
	"/moderation/history": ["moderator", "elsewhere", "auditor", ...ADMINS],
	"/moderation/[id]": ["moderator"],
	"/moderation/[id]/originals": ["moderator", ...ADMINS],
	"/moderation/[id]/photos/[photo]": ["moderator"],
	"/staff/security": SIGNED_IN,
	"/admin": [...ADMINS, "auditor"],
	"/admin/regions": [...ADMINS, "auditor"],
	"/admin/households": [...ADMINS, "auditor"],
	"/admin/households/[id]": [...ADMINS, "auditor"],
	"/admin/door-codes": ADMINS,
	"/admin/door-codes/sheet": ADMINS,
	"/admin/door-codes/slips": ADMINS,
	"/admin/import": ADMINS,
	"/admin/import/errors.csv": ADMINS,
	"/admin/import/template.csv": ADMINS,
	"/admin/staff": ADMINS,
	"/admin/staff/[personId]": ADMINS,
	"/admin/settings": ["district_admin"],
};

/** The address of each file in src/pages, as Astro reads it. */
function routes(): string[] {
	return sourcesBelow("src/pages").map(({ file }) => file.slice("src/pages".length).replace(/(\/index)?\.(astro|ts)$/, "") || "/");
}

let cast: Awaited<ReturnType<typeof inviteCast>>;
let staff: Record<Role, Viewer>;
const real: Record<string, string> = {};

const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	staff = await oneOfEachRole();
	const { bao } = cast.homes;
	const published = await sentSubmission(bao.viewer as never, { key: "published", number: 11 });
	await publish({ viewer: cast.staff.li, submissionId: published, version: 1, at: MORNING });
	const waiting = await sentSubmission(bao.viewer as never, { key: "waiting", number: 21 });
	const [photo] = await db.select().from(submissionPhotos).where(eq(submissionPhotos.submissionId, waiting));
	Object.assign(real, {
		"/villages/[id]": cast.places.qingshi.id,
		"/submissions/[id]": published,
		"/courtyards/[code]": "code-bao",
		"/h/[token]": "chen000000",
		"/setup/[token]": "0".repeat(26),
		"/passphrase/[token]": "0".repeat(26),
		"/me/submissions/[id]": waiting,
		"/submit/[id]": await draftOf(bao.viewer as never, { key: "draft" }),
		"/moderation/[id]": waiting,
		"[photo]": photo?.photoId ?? "",
		"/admin/households/[id]": bao.householdId,
		"/admin/staff/[personId]": cast.staff.li.personId,
	});
});
afterAll(closeDarkroom);

/** Each role over 青石村, or over what is above it for the admins of towns and the district. */
async function oneOfEachRole(): Promise<Record<Role, Viewer>> {
	const { qingshi, shilin, qingling } = cast.places;
	const regions: Partial<Record<Role, { id: string }>> = { town_admin: shilin, district_admin: qingling };
	const viewers = ROLES.map(async (role) => {
		const personId = `post-${role}`;
		await write(async (tx) => {
			await tx.insert(people).values({ id: personId, name: role, username: role.replace("_", "-"), createdAt: MORNING });
			await tx.insert(roleGrants).values({ personId, role, regionId: (regions[role] ?? qingshi).id, grantedAt: MORNING });
		});
		return [role, { personId, name: role, kind: "staff", sessionId: "", householdId: null, roles: [] }] as const;
	});
	return Object.fromEntries(await Promise.all(viewers)) as unknown as Record<Role, Viewer>;
}

/** The route with the ids of the prepared world in it. */
function addressOf(route: string): string {
	const known = Object.keys(real).filter((key) => route === key || route.startsWith(`${key}/`));
	const longest = known.sort((a, b) => b.length - a.length)[0];
	const filled = longest ? route.replace(longest, longest.replace(/\[\w+\]$/, real[longest] as string)) : route;
	return filled.replace("[photo]", real["[photo]"] as string);
}

async function comeAs(who: Who): Promise<Visitor> {
	const visitor = new Visitor(site().origin);
	if (who === "visitor") return visitor;
	const { bao, chen } = cast.homes;
	const viewers: Record<string, Viewer> = { owner: bao.viewer, neighbour: chen.viewer, elsewhere: await moderatorElsewhere(), ...staff };
	return signIn(visitor, viewers[who] as Viewer);
}

async function moderatorElsewhere(): Promise<Viewer> {
	const personId = "post-elsewhere";
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: "elsewhere", username: "elsewhere", createdAt: MORNING }).onConflictDoNothing();
		const grant = { personId, role: "moderator" as const, regionId: cast.places.baiyang.id, grantedAt: MORNING };
		await tx.insert(roleGrants).values(grant).onConflictDoNothing();
	});
	return { personId, name: "elsewhere", kind: "staff", sessionId: "", householdId: null, roles: [] };
}

test("every page stands in the matrix, and every line of it is a page", () => {
	expect(Object.keys(MATRIX).sort()).toEqual(routes().sort());
});

test.each(EVERYBODY)("%s gets the pages of the matrix and no other", async (who) => {
	const visitor = await comeAs(who);
	for (const [route, allowed] of Object.entries(MATRIX)) {
		const answer = await visitor.ask(addressOf(route));
		await answer.body?.cancel();
		expect(meaning(answer), `${who} at ${route}`).toBe(expected(who, route, allowed));
	}
});

function expected(who: Who, route: string, allowed: Who[]): string {
	if (allowed.includes(who)) return "page";
	return who === "visitor" && SIGNED_IN.some((one) => allowed.includes(one)) ? "door" : route === "/500" ? "broken" : "nowhere";
}

/** A page may send those on whom it is not meant for now: a signed-in member from the door code to their household. */
function meaning({ status, headers }: Response): string {
	if (status === 200) return "page";
	if (status === 404) return "nowhere";
	if (status === 500) return "broken";
	if (status !== 303 && status !== 302) return String(status);
	return /\/sign-in/.test(headers.get("location") ?? "") ? "door" : "page";
}
