import type { Messages } from "../messages.ts";

export const privacy: Messages["privacy"] = {
	title: "Photos and privacy",
	lede: "In plain words: what is kept, who sees it, how it is deleted.",
	sections: [
		{
			title: "What is kept",
			items: [
				"Your household’s number, its village and hamlet, and the name of its head: entered by the village, seen only by those in charge there.",
				"The photographs and words you send, when you sent them, what was decided, and every entry of points.",
				"No identity number, no bank card, and not where you are; when you report a place and add the rough position yourself, it is kept to about 100 metres.",
			],
		},
		{
			title: "When a photograph arrives",
			items: [
				"What the wall shows are newly made pictures: the place, time and phone model inside the file are gone.",
				"Faces, number plates and door numbers are covered before anything is shown.",
			],
		},
		{
			title: "Who can see it",
			items: [
				"Without your consent: only your household and the reviewers of your village and town.",
				"With it: everybody, with no more than village, hamlet, the courtyard’s code and your words.",
				"The addresses of pictures cannot be guessed, and stop working once a picture is taken down.",
			],
		},
		{
			title: "Reporting a place",
			items: [
				"No account and no name is needed. What you report while signed in stands under My courtyard for you; the unit that handles it does not see who it was.",
				"Photos and words are seen by those of the village and town who check and handle it; what mentions a person, telephone or number plate is read by somebody first.",
				"A telephone number is kept encrypted, serves only to ask where the place is, and is deleted as soon as it is done or turned away.",
				"The number shows what becomes of it, so do not give it to others.",
				"Nothing is public as a rule; only a place that is late, after due process, with its unit.",
			],
		},
		{
			title: "Taking back and deleting",
			items: [
				"Choose “take back” in My courtyard, and within a minute it is gone everywhere.",
				"A draft that was never sent and not touched for long is deleted with its photos; the day stands on your own page.",
				"Or call, or tell the village office.",
				"You are in a picture that somebody else sent? Say so: it is taken down first and checked after.",
			],
		},
		{
			title: "Children",
			items: [
				"No account of their own for children under fourteen.",
				"Please keep children out of the picture; if one slips in, the face is covered.",
			],
		},
		{
			title: "What this site remembers",
			items: [
				"A small mark (cookie) so that you stay signed in, another if you chose larger text, and a random number when you vote, which tells devices apart within one round and names nobody.",
				"No outside statistics, no advertising, nothing handed to others.",
			],
		},
	],
	originals: ({ days }) =>
		`The original photograph is kept apart for ${days} days, only to check whether it is genuine; every look at it is recorded. Then nobody can open it any more, and it is deleted.`,
	noOriginals: "The original photograph is not kept: it is deleted once the pictures to show are made.",
};
