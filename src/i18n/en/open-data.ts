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
			text: "The public places that are exposed at this moment. What left, or was put right in time, leaves no word here. As on the pages, the place is told by hamlet and by what people call it.",
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
		models: {
			title: "Model villages",
			text: "The villages that are noticed or hold the title, with their town, the day of the title and a pair of photos.",
		},
		units: {
			title: "Responsible units",
			text: "Which offices answer for what in a village, and their telephones. Offices only, no person.",
		},
	},
	feeds: { wall: "New pairs on the wall", boards: "New boards", models: "New model villages" },
	listsTitle: "What there is",
	needs: ({ parameter }: { parameter: string }) => `needs ${parameter}`,
	feedsTitle: "Feeds",
	feedsText:
		"Put these addresses into a feed reader (Atom) and it tells you what is new. Entries are titles and addresses only: what a household takes back is not to stay elsewhere. There is no feed of exposure cards, because they must vanish from everywhere.",
	howTitle: "How to use it",
	how: [
		"Open the addresses; there is nothing to register. Where a page is not all, its `next` is the address of the next one.",
		"Tables open in WPS and Excel; GeoJSON holds outlines and positions for any map.",
		"An id never changes. What left has no id any more; please keep no copy of it.",
		"Who takes too fast is asked to wait; what did not change need not be taken again, by its ETag.",
	],
	computedTitle: "How the figures come about",
	computed: [
		"Pairs: those that are public at this moment. When one is taken back, there is one less.",
		"Households taking part: those with a public pair. Not told of single hamlets, so that nobody guesses whose they are.",
		"Self-started: pairs that households began themselves; not told below five pairs.",
		"Boards: by drawn inspections; from the file of each edition anybody gets the same board.",
	],
	document: "The document of the interface (OpenAPI 3.1)",
	licenceTitle: "What you may do with it",
	licence:
		"Please name this site and the day. Households agreed to show their photos here: please do not advertise with them, nor use them to recognise people.",
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
