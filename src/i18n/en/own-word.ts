import type { Messages } from "../messages.ts";
import { speaker } from "./speaker.ts";

export const ownWord: Messages["households"]["ownWord"] = {
	otherWay: ({ names }) =>
		`You signed in by a slip (or a passphrase that goes back to it) that was printed by those who ask your household, or by somebody whom they appointed or who appointed them. So that nobody answers in your place, you cannot answer here. Ask another admin for a slip, sign in on your own phone and choose your passphrase anew; or tell ${names ? names.replaceAll("、", " or ") : "somebody whom the office above (for a village, the town) sends"}, who will write it down. Your household has not answered yet, and nothing was changed.`,
	way: ({ names }) =>
		names
			? `Each household answers itself. Who signed in by a slip that the nominator printed cannot: ${names.replaceAll("、", " or ")} may hear them and write it down.`
			: "Each household answers itself. Who signed in by a slip that the nominator printed cannot: somebody who had no part in nominating, and whom the nominator neither appointed nor was appointed by, has to hear them, and there is nobody. Ask the office above (for a village, the town) to appoint a colleague.",
	write: "Write the answer down",
	ownSlip: "you printed its slip: somebody else writes it down",
	title: ({ place }) => `Write a household's answer down: ${place}`,
	hint: "Only when the household said so itself, in person or by telephone. It stands under your name; the household is told, and can undo it until the announcement.",
	record: ({ heardBy, ...said }) => `written down by ${heardBy ?? ""}, said by ${speaker.named(said)}`,
	own: {
		title: "An answer written down for your household",
		yes: ({ name }) => `“${name}”: yes.`,
		no: ({ name }) => `“${name}”: no.`,
		undoHint: "If that is not so, undo it and answer anew.",
		undo: "Undo",
		done: "Undone. Your household can answer anew.",
	},
	done: "Written down; the household is told.",
};
