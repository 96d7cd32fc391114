import { expect, test } from "vitest";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { otherWriter } from "#tests/other-writer.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
});

test("while another process writes, everybody reads; what cannot be written is asked to come again, with what was typed, and then goes through", async () => {
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	const address = `/admin/regions?place=${cast.places.baiyang.id}`;
	const [page, other] = [await wang.open(address), await wang.open(address)];
	const door = await wang.open(`/admin/households/${cast.homes.du.householdId}`);
	const letGo = await otherWriter();
	const sent = wang.submit(page, "改名", { name: "白杨新村" });
	const slip = wang.submit(door, "form[action$='/slips']");
	for (const path of ["/health", "/", "/villages", address]) expect((await wang.open(path)).status).toBeLessThan(300);
	const refused = await sent;
	expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
	expect(refused.text).toContain("请过十几秒再按一次");
	expect(refused.root.querySelector("input[name=name]")?.getAttribute("value")).toBe("白杨新村");
	const noSlip = await slip;
	expect([noSlip.status, noSlip.headers.get("retry-after"), noSlip.text.includes("系统正忙")]).toEqual([503, "10", true]);
	const waiting = wang.submit(other, "改名", { name: "白杨老村" });
	await wang.open("/villages");
	await letGo();
	expect((await waiting).text).toContain("已改名");
	expect((await wang.submit(refused, "改名")).text).toContain("已改名");
	expect((await wang.open("/villages")).text).toContain("白杨新村");
	expect(site().log()).not.toContain("unexpected");
});
