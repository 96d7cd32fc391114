import type { Messages } from "../messages.ts";

export const how: Messages["how"] = {
	title: "How to take part",
	lede: "If you can take a photograph, you can take part. If not, somebody will help.",
	threeSteps: "Three steps",
	enter: {
		title: "Come in by your door code",
		text: "Every household has a code at its door: scan it with WeChat or the camera. The first time, type the code printed on the slip from the village; later you may choose a passphrase.",
		lost: "If the slip is lost or the door code is damaged, ask your group leader or the village office for a new one. The old one stops working.",
	},
	noPhone: {
		title: "Without a phone",
		items: [
			"A relative can sign in with a slip of their own. Or a group leader or village officer fills it in for you, reads it to you, and sends it only with your yes. Give your slip to nobody else.",
			"Or tell the village office: they take the photographs and write for you, and it counts the same.",
			"Your group leader tells you the result and your points; the paper ledger lies open at the village office.",
		],
	},
	photos: {
		title: "Taking the photographs",
		items: [
			"By daylight, from the gate or a corner of the yard, both from the same spot.",
			"Only the yard and the frontage, never inside the house.",
			"Keep faces, number plates and door numbers out if you can. If one slips in, the reviewer covers it before anybody sees it.",
		],
	},
	review: {
		title: "After you send it",
		text: "A reviewer of your town or village looks whether it is your home, whether both show the same place, and whether anything must be covered. If all is well it goes on the wall; if not, you are told what to change, and nothing has to be done twice.",
	},
	points: {
		title: "How points work",
		rule: ({ points, cap }) => `A pair on the wall earns your household ${points} points, at most ${cap} times a month.`,
		held: ({ held }) =>
			`${held} of them are held at first: they are paid when a look-back finds it still clean, or after 90 days if nobody was drawn to look.`,
		ruleWithoutCap: ({ points }) => `A pair on the wall earns your household ${points} points.`,
		items: [
			"Points belong to the household; nobody is ranked.",
			"Every entry stays and cannot be altered; a mistake is corrected by another entry that all can read.",
			"The villagers’ representatives decide what things are worth, and a change says from which day it holds.",
		],
		rulesLink: "The rules of your village, on its page",
		lookbacksLink: "How look backs are drawn, and how much stays clean",
	},
	voting: {
		title: "Voting for the loveliest courtyards",
		text: "Now and then everybody votes for the courtyards they like. One ballot a household, whoever casts it: by phone, at the kiosk in the village, or on paper, all by the same rules. Change it until the closing; nobody sees whom you chose. It is a popularity award: no points, and no effect on any benefit.",
		link: "See the votes",
	},
	report: {
		title: "Reporting a place",
		text: "A dirty roadside, ditch or village corner: whoever sees it may tell the village with a photo, without an account or a name. What lies in somebody's yard is not for here. You get a number that shows what becomes of it; if it is said to be fixed and is not, you may say so once.",
		after:
			"Moderators check it first, then a responsible unit gets it with a day until which it is to be fixed, and somebody else must have seen that it is. What is not ours is answered with a reason and whom to ask. Photos and words are seen by those who handle it only; only a place that is late, after due process, becomes public with its unit, and never who reported it.",
		link: "Report a place",
	},
	consent: {
		title: "You decide what is shown",
		text: "You are asked separately before anything is shown, and may take your consent back at any time: the pictures leave the web within a minute. The wall names the village, the hamlet and your own words; never your name or door number.",
		link: "Photos and privacy",
	},
	promises: {
		title: "What is not done here",
		items: [
			"No fines and no deductions.",
			"No link to allowances, insurance, subsidies or schools.",
			"No upload quotas for villages, no appraisal of officers by uploads.",
			"No record of who signed in how often or looked for how long.",
			"No daily check-ins, and no flower pots bought for the picture.",
		],
	},
};
