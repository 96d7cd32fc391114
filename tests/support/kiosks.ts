import type { Viewer } from "#domain/accounts/types.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { DOORS } from "./cast.ts";
import { signIn } from "./sign-in.ts";
import { type Seen, Visitor } from "./visitor.ts";

interface Home {
	householdId: string;
	personId: string;
}

/** A screen that this admin made a kiosk, with nobody signed in. */
export async function openScreen(origin: string, admin: Viewer): Promise<Visitor> {
	const screen = await signIn(new Visitor(origin), admin);
	await screen.submit(await screen.open("/kiosk"), "打开自助台");
	return screen;
}

/** Signs the household in with a new slip. */
export async function sitDown(screen: Visitor, home: Home & { key: keyof typeof DOORS; admin: Viewer }): Promise<Seen> {
	const { key, admin, householdId, personId } = home;
	const { pin } = await issueSlip({ householdId, personId, by: admin, at: new Date() });
	return screen.submit(await screen.open("/kiosk"), "进来", { doorToken: DOORS[key], secret: pin });
}
