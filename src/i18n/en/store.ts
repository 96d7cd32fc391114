import type { Messages } from "../messages.ts";

export const store: Messages["store"] = {
	title: "Points store",
	of: ({ village }) => `Points store of ${village}`,
	listLede: "What there is, and how many points it takes.",
	nothing: "Nothing is on the shelf yet",
	nothingText: "What came in appears once two people signed for it.",
	price: ({ points }) => `${points} points`,
	each: ({ unit }) => `per ${unit}`,
	photoOf: ({ name }) => `Photo: ${name}`,
	stock: { some: "in stock", few: "few left", none: "none left" },
	donorsAre: ({ names }) => `Given by ${names}`,
	toOrders: "Exchange",
	sheet: "Print the price list",
	sheetHow: "For the store's wall and the notice board. Print on A4, upright; print it again when a price changes.",
	sheetFoot: "Scan for the prices of now",
	asOf: ({ day }) => `Prices of ${day}`,
	heads: { name: "Goods", unit: "One is", price: "Points" },
	left: ({ left }) => `only ${left} left`,
	goods: "What there is",
	canSpend: "Points you can spend",
	honour: ({ points }) => `another ${points} are honour and buy nothing`,
	noneNow: "Your household has no points to spend now",
	why: {
		noPoints: () => "Tidy the yard; once its photos are shown, points come.",
		noFund: ({ balance }) =>
			`Your ${balance} points are honour: the village has put no money aside. What is earned once it has can be spent.`,
		noRules: ({ balance }) => `Your ${balance} points are honour: the village has not yet adopted its own rules for points.`,
		honourOnly: ({ balance }) =>
			`Your ${balance} points are honour and buy nothing. What is earned once the village has put money aside can be spent.`,
	},
	toRules: "The rules for points",
	line: ({ name, quantity }) => `${name} × ${quantity}`,
	quantity: ({ name }) => `How many: ${name}`,
	basketLede:
		"Look it over, then press “Exchange”. The points go at once, and the things are laid aside for you; until you collect them you can give them back.",
	place: "Exchange",
	orders: "What we exchanged",
	ordersLede: "Take the code to the store; the keeper checks it and hands you the things.",
	noOrders: "Nothing was exchanged yet",
	noPast: "Nothing else yet.",
	stages: { ordered: "waits for you", collected: "collected", cancelled: "given back", lapsed: "lapsed" },
	until: ({ day }) => `Collect it before ${day}; then the points come back`,
	code: "Pick-up code",
	codeHint: "Read it out to the keeper or let them scan it. Show it to nobody else.",
	cancel: "Not wanted: give the points back",
	cancelText: ({ points }) => `${points} points come back at once, and the things go back on the shelf.`,
	cancelSure: "Yes, give the points back",
	byKeeper: ({ name }) => `Ordered by the keeper, as ${name} asked`,
	taken: "What was exchanged",
	takenLede: "What this village exchanged lately. Only its households and its office see it.",
	door: ({ hamlet, number }) => `${hamlet} no. ${number}`,
	takenNone: "Nothing was exchanged yet",
	done: { ordered: "Done. Take the code to the store.", cancelled: "Given back; the points are yours again." },

	nothingChosen: "Nothing is chosen. Please write how many you want beside a thing.",
	quantityBounds: ({ limit }) => `At most ${limit} of one thing at a time, please.`,
	notEnough: ({ name, left }) =>
		left === 0
			? `${name}: the last one has just gone. Nothing was taken from you; the rest can still be had.`
			: `${name}: only ${left} left. Nothing was taken from you; please change it.`,
	goodGone: ({ name }) => `${name} is no longer on the list. Nothing was taken from you; the rest can still be had.`,
	priceChanged: ({ changes }) =>
		`The price changed: ${changes} (points). Nothing was taken from you and your choice is kept. If you still want it at the new price, press again.`,
	tooManyOpen: ({ limit }) => `Your household has ${limit} orders to collect. Please collect one first, or give one back.`,
	householdEnded: "This household has ended, so it exchanges nothing.",
	printedSlip: "You printed this household's slip, so you do not order for it. It can do so itself, or with another keeper.",
	wrongCode:
		"This store has no such code. Please check it, or ask them to open “What we exchanged”. A code of another village is for the store there.",
	anothersCode: "This code belongs to another household. Please ask for their own.",
	usedCode: ({ day }) => `This code was used on ${day}; a code works once.`,
	orderOver: "This order was given back or has lapsed, and its points were returned. What is there can be ordered again.",
	ownSlip: "This order came by a slip that you printed, so another keeper hands it out.",
	otherHand: ({ limit }) =>
		`Above ${limit} points a month that one keeper orders for a household, another keeper hands out, whose account nobody of yours opened. Lay it aside and ask another keeper; what the household orders itself, on a phone or at a kiosk, has no such limit.`,
	tooLate: { collected: "It was collected already and cannot be given back.", lapsed: "This order has lapsed; its points came back." },
};
