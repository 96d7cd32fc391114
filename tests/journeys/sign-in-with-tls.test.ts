import { expect, test } from "vitest";
import { givePassphrase, PASSPHRASE, waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { sendRaw, statusOf } from "#tests/raw.ts";
import { useOwnSite } from "#tests/server.ts";

const ORIGIN = "https://tingyuan.example";
const site = useOwnSite(
	async () => {
		const { staff } = await inviteCast();
		await givePassphrase(staff.li);
		await waiveTotp(staff.wang);
	},
	{ ORIGIN, TRUSTED_PROXIES: "1" },
);

/** A request as the proxy in front passes it on; the answer as the browser would get it. */
function pass(line: string, headers: string[], body = ""): Promise<string> {
	const head = [
		`${line} HTTP/1.1`,
		"Host: tingyuan.example",
		"Connection: close",
		`Content-Length: ${Buffer.byteLength(body)}`,
		...headers,
	];
	return sendRaw(site().port, `${head.join("\r\n")}\r\n\r\n${body}`);
}

function signIn(cookie = "__Host-probe=1"): Promise<string> {
	const body = String(new URLSearchParams({ username: "li", passphrase: PASSPHRASE, totp: "", next: "" }));
	const headers = [`Origin: ${ORIGIN}`, "Content-Type: application/x-www-form-urlencoded", ...(cookie ? [`Cookie: ${cookie}`] : [])];
	return pass("POST /staff/sign-in?_action=accounts.signInStaff", headers, body);
}

const cookiesIn = (answer: string) => answer.match(/^set-cookie: .*$/gim) ?? [];
const cookieIn = (answer: string, name: string) => new RegExp(`set-cookie: ${name}=([^;]+)`, "i").exec(answer)?.[1] ?? "";

test("with TLS each cookie is bound to this host, unreadable for scripts, and never sent in the clear", async () => {
	const cookies = cookiesIn(await signIn());
	expect(cookies.map((line) => /: ([^=]+)=/.exec(line)?.[1]).sort()).toEqual(["__Host-device", "__Host-session"]);
	for (const line of cookies) {
		for (const attribute of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Expires="]) expect(line).toContain(attribute);
		expect(line).not.toContain("Domain");
	}
});

test("a cookie of the plain name, which a neighbouring host could plant, opens nothing", async () => {
	const session = cookieIn(await signIn(), "__Host-session");
	const ask = (cookie: string) => pass("GET /staff/security", [`Cookie: ${cookie}`]);
	expect(statusOf(await ask(`__Host-session=${session}`))).toBe(200);
	expect(statusOf(await ask(`session=${session}`))).toBe(303);
});

test("signing in again ends the session that this browser held; signing out ends it on the server and in the browser", async () => {
	const first = cookieIn(await signIn(), "__Host-session");
	const second = cookieIn(await signIn(`__Host-session=${first}`), "__Host-session");
	const ask = async (session: string) => statusOf(await pass("GET /staff/security", [`Cookie: __Host-session=${session}`]));
	expect([await ask(first), await ask(second)]).toEqual([303, 200]);
	const out = await pass("POST /?_action=accounts.signOut", [
		`Origin: ${ORIGIN}`,
		`Cookie: __Host-session=${second}`,
		"Content-Type: application/x-www-form-urlencoded",
	]);
	expect(cookiesIn(out).join()).toMatch(/__Host-session=deleted;.*Expires=Thu, 01 Jan 1970/);
	expect(await ask(second)).toBe(303);
});

test("nobody is signed in or out by a page of another site", async () => {
	const session = cookieIn(await signIn(), "__Host-session");
	const foreign = ["Origin: https://evil.example", `Cookie: __Host-session=${session}`, "Content-Type: application/x-www-form-urlencoded"];
	expect(statusOf(await pass("POST /?_action=accounts.signOut", foreign))).toBe(403);
	expect(statusOf(await pass("GET /staff/security", [`Cookie: __Host-session=${session}`]))).toBe(200);
});
