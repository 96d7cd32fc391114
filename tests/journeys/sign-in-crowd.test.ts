import { expect, test } from "vitest";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { inviteCast } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { drilled } from "#tests/drills.ts";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const many = drilled(150);
let wang: Awaited<ReturnType<typeof inviteCast>>["staff"]["wang"];
const site = useSite(async () => {
	const { places, staff } = await inviteCast();
	wang = staff.wang;
	await crowdOf(many, [places.donggou]);
});

test(`${many} households with right PINs behind one address get in at once, while a stranger there tries invented doors`, async () => {
	const doors = Array.from({ length: many }, (_, n) => ({ householdId: `crowd-${n}`, door: `/h/c${String(n).padStart(9, "0")}` }));
	const slips = await Promise.all(doors.map(({ householdId }) => issueSlip({ householdId, by: wang, at: new Date() })));
	const people = await Promise.all(
		doors.map(async ({ door }, n) => {
			const person = new Visitor(site().origin);
			return { person, page: await person.open(door), secret: slips[n]?.pin ?? "" };
		}),
	);
	const stranger = new Visitor(site().origin);
	const form = await stranger.open("/h/c000000000");
	const guesses = Array.from({ length: 20 }, (_, n) => stranger.submit(form, "登录", { doorToken: `zzzz${n}zzzzz`, secret: "12345678" }));
	const inside = await Promise.all(people.map(({ person, page, secret }) => person.submit(page, "登录", { secret })));
	expect(inside.map(({ address }) => address)).toEqual(Array(many).fill("/me?done=welcome"));
	await Promise.all(guesses);
});
