import type { Messages } from "../messages.ts";

export const monthStatement: Messages["closes"]["statement"] = {
	title: "The points of one month",
	way: "Print the points of a month",
	wayFor: "Print the household's points of a month",
	how: "One sheet of A4 in large type. Choose the month, then print from the browser.",
	choose: "Which month",
	show: "Show this month",
	of: ({ month }) => `Points of ${month}`,
	door: ({ village, hamlet, number }) => `${village} ${hamlet} no. ${number}`,
	record: ({ from, until }) => `What was entered from ${from} to ${until}`,
	before: "Before that",
	closing: "On that day",
	parts: { redeemable: "to spend", honour: "an honour, not to spend", held: "held until a look back finds it clean, or for 90 days" },
	heads: { day: "Day", what: "For what", points: "Points" },
	none: "No points were entered in this month.",
	isHeld: " (held)",
	disputes: { open: "you said this is not right; being looked into", right: "you were right; mended", wrong: "looked into; it is right" },
	expires: "When what you have today expires",
	expiry: ({ points, day }) => `${points} points can be spent until ${day}.`,
	noExpiry: "Nothing expires now. Points of honour never do.",
	wrong: "Is something wrong?",
	byPhone: "On a phone: open your points and tap “this is not right” below the entry.",
	byOffice: ({ phone }) =>
		`Without one: ${phone ? `call ${phone}, or ` : ""}ask somebody at the village office who had no part. Answered within three working days.`,
	soon: "When the notice of the month is over it is too late, so please look soon.",
	printed: ({ day }) => `Printed on ${day}`,
};
