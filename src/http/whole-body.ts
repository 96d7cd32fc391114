import { networkOf } from "#domain/accounts/rules.ts";
import type { Asked } from "./asked.ts";
import { HeldBodies } from "./held-bodies.ts";
import { BODY_MS, counted, HELD_BYTES } from "./limits.ts";

/** The sender left before the body was whole, so nobody waits for an answer. */
export class SenderGone extends Error {}

const held = new HeldBodies(HELD_BYTES);

/** Reads a body before anything else is done for it, so that a sender who leaves or dawdles costs next to nothing. */
export async function wholeBody(
	{ req, res, address }: Pick<Asked, "req" | "res" | "address">,
	most: number,
): Promise<Buffer | "tooLarge" | "tooSlow"> {
	const body = counted(req, most);
	const pieces: Buffer[] = [];
	let isGivenUp = false;
	const late = Promise.withResolvers<"tooSlow">();
	const timer = setTimeout(() => late.resolve("tooSlow"), BODY_MS);
	const own = held.begin(networkOf(address), () => late.resolve("tooSlow"));
	res.once("close", () => held.leave(own));
	const collect = async () => {
		for await (const piece of body.chunks) {
			// The answer is that it was too slow; what still comes is passed over.
			if (isGivenUp) continue;
			pieces.push(piece);
			held.add(own, piece.length);
		}
		return Buffer.concat(pieces);
	};
	try {
		const came = await Promise.race([collect(), late.promise]);
		if (came === "tooSlow") forget();
		else held.complete(own);
		return came;
	} catch (failure) {
		forget();
		if (body.isTooLarge) return "tooLarge";
		throw req.complete ? failure : new SenderGone();
	} finally {
		clearTimeout(timer);
	}

	function forget(): void {
		held.leave(own);
		isGivenUp = true;
		pieces.length = 0;
	}
}
