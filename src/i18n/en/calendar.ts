import type { Messages } from "../messages.ts";

export const calendar: Messages["calendar"] = {
	title: "Holidays",
	lede: "Whatever is due after so many working days goes by these. The State Council usually announces a year's holidays in the November before.",
	task: "Enter next year's holidays each year",
	unknown: ({ year }) =>
		`The holidays of ${year} are not all here yet (National Day comes last). Until then only weekends count as free in ${year}, and what is due may turn out wrong.`,
	known: ({ years }) => `The holidays of ${years} are here.`,
	example: ({ days, day }) => `${days} working days from today: ${day}.`,
	uncertain: "That lies in a year whose holidays are not known, and may change.",
	list: "What is arranged",
	columns: { days: "Days", mark: "Arrangement", name: "For", deeds: "What you can do" },
	holidays: {
		newYear: "New Year",
		springFestival: "Spring Festival",
		qingming: "Qingming",
		labourDay: "Labour Day",
		dragonBoat: "Dragon Boat Festival",
		midAutumn: "Mid-Autumn Festival",
		nationalDay: "National Day",
	},
	marks: { rest: "Holiday", work: "Working day" },
	add: "Enter days",
	from: "First day",
	until: "Last day",
	untilHint: "Leave it empty for a single day.",
	mark: "On these days",
	name: "For which holiday",
	save: "Enter",
	remove: "Remove",
	done: { marked: "Entered.", unmarked: "Removed." },
	wrong: {
		from: "Choose a day.",
		until: ({ most }) => `Choose the same day or a later one, at most ${most} days.`,
		name: ({ most }) => `Say which holiday it is, in at most ${most} characters.`,
	},
};
