import type { Messages } from "../messages.ts";

export const inspections: Messages["inspections"] = {
	title: "Hamlets to be seen this month",
	places: {
		entrance: "entrance",
		road: "main road",
		lane: "back lanes",
		ditch: "ditches",
		bins: "bins",
		toilet: "public toilet",
		square: "square",
		pond: "pond or river",
		roadside: "field edges",
		vacant: "empty houses and plots",
	},
	found: { clean: "clean", fault: "a fault", none: "there is none" },
	foundMissing: "Please choose clean, a fault, or none there.",
	placeMissing: "Please choose which place.",
	answeredAlready: "This place was looked at already; it cannot be changed.",
	monthOver: "The month of this visit is over; it cannot be made up for.",
};
