import { createHmac } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { ownSecret } from "#platform/secrets.ts";
import { type Ballot, inOrder } from "../rules.ts";
import { type BoxedBallot, type Cast, castAll, dropIntoBox } from "./ballot-box.ts";

/** A ballot as it is handed in, numbers in any order. The person is known from the session and stored nowhere; a paper has only the household. */
export interface HandedIn extends Ballot {
	roundId: string;
	/** This browser's random cookie, or the kiosk's place (not its id, so that opening a new kiosk every few ballots changes nothing). Stored only as an HMAC. */
	mark?: string | undefined;
}

/** A ballot replaces the last one. The same choice again is a row too, so that nothing tells what was in the box. `at` is its arrival by the server's clock. */
export async function castBallot(ballot: HandedIn, tx?: Tx): Promise<Cast> {
	if (ballot.numbers.length === 0) throw new Refusal("invalid", "ballots.empty", { field: "candidate" });
	if (!tx) return dropIntoBox(boxed(ballot));
	const [outcome] = await castAll(tx, [boxed(ballot)]);
	if (!outcome || outcome instanceof Error) throw outcome;
	return outcome;
}

/** The round's key makes the mark, so that a device can be recognised within a round but not across rounds. */
export function boxed({ mark, ...ballot }: HandedIn): BoxedBallot {
	const { channel, roundId, numbers } = ballot;
	const marking = () => createHmac("sha256", ownSecret("ballot marks", roundId)).update(`${channel} ${mark}`);
	const deviceMark = mark === undefined || channel === "paper" ? null : marking().digest("base64url").slice(0, 22);
	return { ...ballot, numbers: inOrder(numbers), deviceMark };
}

export async function withdrawBallot(ballot: Omit<HandedIn, "numbers">): Promise<Cast> {
	return dropIntoBox(boxed({ ...ballot, numbers: [] }));
}
