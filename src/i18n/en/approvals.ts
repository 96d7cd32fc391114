import type { Messages } from "../messages.ts";

export const approvals: Messages["approvals"] = {
	secondPerson: "Another person has to sign. You proposed it; ask the witness or another admin.",
	whyMissing: ({ least, most }) => `Please write what was found, ${least} to ${most} characters. The household will read it.`,
	proposedAnew: "The proposal was changed just now. Please read the new one before you decide.",
	signedAlready: "Two people have signed; nothing else can be proposed.",
	answeredAlready: "Somebody has signed already; it cannot be changed.",
	refusedOnce:
		"You were told no, and there is no other witness to ask. Another admin should propose it, or the office above should appoint a witness. Nothing was changed.",
	refusedBefore: "You did not sign this once already; now another witness decides. Nothing was changed.",
	whyNot: ({ least, most }) =>
		`Please say in ${least} to ${most} characters why you do not sign. Colleagues and the household will read it.`,
	appealLength: ({ least, most }) => `Please say in ${least} to ${most} characters what is wrong. What you wrote is still here.`,

	proposed: ({ name, outcome, at }) => `${name} proposed: ${outcome}, ${at}`,
	signed: ({ name, outcome, at }) => `Decided: ${outcome} (signed by ${name}, ${at})`,
	refused: ({ name, at }) => `Not decided (${name} did not sign, ${at})`,
	refusedBeforeBy: ({ count, names }) =>
		`The same was proposed before and refused ${count === 1 ? "once" : `${count} times`}, by ${names}.`,
	notProposed: "Nothing is proposed yet; it can be signed once it is.",
	waits: "Waits for another person's signature.",
	ask: ({ names }) => `Neither may have appointed the other; you may ask ${names.replaceAll("、", " or ")}.`,
	askAbove:
		"Neither may have appointed the other, and nobody is there who could sign. Ask the office above (for a village, the town) to appoint a colleague.",
	sign: ({ outcome }) => `Sign: ${outcome}`,
	refuse: "Do not sign",
	whyNotLabel: "Why not",
	whyNotHint:
		"5 to 300 characters, shown with your name to colleagues and the household. If the same person proposes it again, another witness decides.",
	own: "You may not decide on this household; somebody else has to.",
	propose: "Propose",
	proposeOther: "Propose something else",
	why: "What was found",
	whyHint: "5 to 300 characters. The household reads it word for word: facts, and nobody else's name.",
	offices: ({ prepared, appointers }) =>
		`Prepared by: ${prepared || "this site"}. Two people sign before a ballot is not counted; the second signer is appointed by: ${appointers.replaceAll("、", ", ") || "nobody so far"}.`,
	setUp: "whoever set up the site",
	done: {
		proposed: "Noted; another person has to sign.",
		signed: "Signed; the household reads it.",
		refused: "Noted; it was not signed, and nothing changes.",
	},
};
