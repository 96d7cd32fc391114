import { sealedDigest } from "../rounds/close.ts";
import { stepInto } from "../rounds/round.ts";

/** Whether what lies in the box now is what lay there when the closing was written down; true where no closing was. What came on paper later is beside it. */
export async function isAsClosed(roundId: string): Promise<boolean> {
	const closing = await stepInto(roundId, "closed");
	const [lastSeq, digest] = closing?.note.split(":") ?? [];
	return !digest || digest === (await sealedDigest(roundId, { lastSeq: Number(lastSeq) }));
}
