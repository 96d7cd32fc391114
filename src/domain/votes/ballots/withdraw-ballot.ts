import { type Cast, dropIntoBox } from "./ballot-box.ts";
import { boxed, type HandedIn } from "./cast-ballot.ts";

/** Takes a household's ballot back, as one more sealed row that says nothing. It may vote again until the closing; done twice, it is done once. */
export async function withdrawBallot(ballot: Omit<HandedIn, "numbers">): Promise<Cast> {
	return dropIntoBox(boxed({ ...ballot, numbers: [] }));
}
