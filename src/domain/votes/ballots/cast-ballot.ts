import { createHmac } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { ownSecret } from "#platform/secrets.ts";
import { type Ballot, inOrder } from "../rules.ts";
import type { Channel } from "../types.ts";
import { type BoxedBallot, type Cast, castAll, dropIntoBox } from "./ballot-box.ts";

/** Where a ballot comes from; stored only as an HMAC. */
export interface Marks {
	/** This browser's random cookie. */
	device?: string | undefined;
	/** The kiosk's place, not its id, so that opening a new kiosk every few ballots changes nothing. */
	kiosk?: string | undefined;
}

/** A ballot as it is handed in, numbers in any order. The person is known from the session and stored nowhere; a paper has only the household. */
export interface HandedIn extends Ballot {
	roundId: string;
	marks?: Marks | undefined;
}

/**
 * Casts a household's ballot, which replaces its last one. The same choice again is one more row without effect on the count, so that nothing tells what was
 * in the box. Without `tx` it goes through the box and resolves when it is on the disk. `at` is its arrival by the server's clock.
 */
export async function castBallot(ballot: HandedIn, tx?: Tx): Promise<Cast> {
	if (ballot.numbers.length === 0) throw new Refusal("invalid", "ballots.empty", { field: "candidate" });
	const ready = boxed(ballot);
	if (!tx) return dropIntoBox(ready);
	const [outcome] = await castAll(tx, [ready]);
	if (outcome instanceof Error) throw outcome;
	return outcome as Cast;
}

/** The ballot as the box stores it. A kiosk leaves only its place; its own cookie does not tell who sat there. */
export function boxed({ numbers, marks: { device, kiosk } = {}, ...ballot }: HandedIn): BoxedBallot {
	const marked = (channel: Channel, what: string | undefined) =>
		what !== undefined && channel === ballot.channel ? markOf(ballot.roundId, what) : null;
	return {
		...ballot,
		numbers: inOrder(numbers),
		deviceMark: marked("phone", device && `device ${device}`) ?? marked("kiosk", kiosk && `kiosk ${kiosk}`),
	};
}

// With the round's key, so that a device can be recognised within a round but not across rounds.
function markOf(roundId: string, what: string): string {
	return createHmac("sha256", ownSecret("ballot marks", roundId)).update(what).digest("base64url").slice(0, 22);
}

/** Takes a household's ballot back, as one more sealed row without a choice. It may vote again until the closing. */
export async function withdrawBallot(ballot: Omit<HandedIn, "numbers">): Promise<Cast> {
	return dropIntoBox(boxed({ ...ballot, numbers: [] }));
}
