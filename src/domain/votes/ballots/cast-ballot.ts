import { createHmac } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { ownSecret } from "#platform/secrets.ts";
import { type Ballot, inOrder } from "../rules.ts";
import type { Channel } from "../types.ts";
import { type BoxedBallot, type Cast, castAll, dropIntoBox } from "./ballot-box.ts";

/** Where a ballot comes from, as it is known before it is made unreadable. */
export interface Marks {
	/** The random cookie of this browser. */
	device?: string | undefined;
	/** Where the kiosk stands at which it is cast: whoever opens a new one every few ballots is still at the same place. */
	kiosk?: string | undefined;
}

/** A ballot as it is handed in: numbers in any order. Who says it is known where a session tells, and written down nowhere; paper speaks for the household alone. */
export interface HandedIn extends Ballot {
	roundId: string;
	marks?: Marks | undefined;
}

/**
 * The ballot of a household, in place of whatever it said before. The same choice again is one more row that changes nothing in the count, so that
 * nothing tells what was in the box. Without a transaction it goes through the box and comes back when it is on the disk. `at` is the server's
 * clock at its arrival.
 */
export async function castBallot(ballot: HandedIn, tx?: Tx): Promise<Cast> {
	if (ballot.numbers.length === 0) throw new Refusal("invalid", "ballots.empty", { field: "candidate" });
	const ready = boxed(ballot);
	if (!tx) return dropIntoBox(ready);
	const [outcome] = await castAll(tx, [ready]);
	if (outcome instanceof Error) throw outcome;
	return outcome as Cast;
}

/** A ballot as it goes into the box. A kiosk leaves only where it stands: its own cookie says nothing about who sat there. */
export function boxed({ numbers, marks: { device, kiosk } = {}, ...ballot }: HandedIn): BoxedBallot {
	const marked = (channel: Channel, what: string | undefined) =>
		what !== undefined && channel === ballot.channel ? markOf(ballot.roundId, what) : null;
	return {
		...ballot,
		numbers: inOrder(numbers),
		deviceMark: marked("phone", device && `device ${device}`) ?? marked("kiosk", kiosk && `kiosk ${kiosk}`),
	};
}

// Under the round's key: the same device can be told within a round, not across rounds.
function markOf(roundId: string, what: string): string {
	return createHmac("sha256", ownSecret("ballot marks", roundId)).update(what).digest("base64url").slice(0, 22);
}

/** Takes a household's ballot back, as one more sealed row that says nothing. It may vote again until the closing; done twice, it is done once. */
export async function withdrawBallot(ballot: Omit<HandedIn, "numbers">): Promise<Cast> {
	return dropIntoBox(boxed({ ...ballot, numbers: [] }));
}
