import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { lengthOf, typedCode } from "#domain/text.ts";
import { digitsOf, doorAccount, isPin } from "./rules.ts";

/** The household behind a door's code, as people type it. One that was merged goes on in another, and its plate opens that one's door. */
export function behindDoor(typed: string): SQL {
	return sql`(select coalesce(goes_on_id, id) from households where door_token = ${typedCode(typed)})`;
}

/** The key for counting failures at a door: all plates that open one door share it, and a code that opens none has its own. */
export async function accountBehind(typed: string): Promise<string> {
	const [home] = await db.all<{ token: string }>(sql`select door_token as token from households where id = ${behindDoor(typed)}`);
	return doorAccount(home?.token ?? typed);
}

const CODE_LENGTH = 10;

/** A misprint that can be seen is told without trying anything: it says only how many characters were typed. Other than digits is a passphrase. */
export function requireDoorForm({ doorToken, secret }: { doorToken: string; secret: string }): void {
	const ofCode = lengthOf(typedCode(doorToken));
	if (ofCode !== CODE_LENGTH) throw new Refusal("invalid", "accounts.doorTokenForm", { field: "doorToken", params: { typed: ofCode } });
	const digits = digitsOf(secret);
	if (!isPin(secret) && /^\d+$/.test(digits))
		throw new Refusal("invalid", "accounts.pinForm", { field: "secret", params: { typed: lengthOf(digits) } });
}
