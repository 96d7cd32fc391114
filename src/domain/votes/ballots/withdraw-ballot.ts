import { type Cast, dropIntoBox } from "./ballot-box.ts";
import { type Ballot, slipOf } from "./cast-ballot.ts";

/** Takes a household's ballot back, as one more sealed row that says nothing. It may vote again until the closing; done twice, it is done once. */
export async function withdrawBallot(ballot: Omit<Ballot, "numbers">): Promise<Cast> {
	return dropIntoBox(slipOf({ ...ballot, numbers: [] }));
}
