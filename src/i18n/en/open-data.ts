export const openData = {
	title: "Open data",
	lede: "The figures, photos and lists that everybody sees on the pages, to be taken in bulk. What is on no page is not here either.",
	lists: {
		regions: {
			title: "Places and figures",
			text: "Each town, village and hamlet with its code and how many pairs were published there; with its outline, where one was imported.",
		},
		pairs: {
			title: "Before and after",
			text: "Each pair on the wall: village and hamlet, category, the household's own words, the addresses of the photos. No name, no door.",
		},
		exposure: {
			title: "Exposure cards",
			text: "The public places that are exposed at this moment. What left, or was put right in time, leaves no word here. Positions are cells of about 100 m.",
		},
		policies: {
			title: "Exposure policies",
			text: "The villages whose assembly adopted the policy, with the number and day of its document.",
		},
		boards: { title: "Boards", text: "Each edition that was published. To check one, download its file and work it out again." },
		"board-places": {
			title: "Places on a board",
			text: "The places that an edition names, with how often they were inspected and how often a fault was found.",
		},
		units: {
			title: "Responsible units",
			text: "Which offices answer for what in a village, and their telephones. Offices only, no person.",
		},
	},
	parameters: {
		village: "The id of a village",
		category: "The code of a category",
		board: "The id of an edition",
		after: "The next page: as the `next` of the page before says",
	},
	found: "What was found",
	unchanged: "The same as you have",
	problem: "Why it was not given",
	tooMany: ({ minutes }: { minutes: number }) => `You are taking too fast. Please come again in ${minutes} minutes.`,
};
