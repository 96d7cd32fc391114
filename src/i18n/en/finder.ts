import type { Messages } from "../messages.ts";

export const finder: Messages["finder"] = {
	label: "Find a place or household",
	hint: "By name, pinyin or its first letters, number, door code, public code or place code. Where many have one name, put the village before it: 高庄 王秀英",
	find: "Find",
	clear: "Show all",
	empty: "Clear",
	found: ({ search }) => `Found for “${search}”`,
	places: "Places",
	households: "Households",
	allHouseholds: "See all households found",
	none: "Nothing found.",
	noneHint: "Type fewer characters, or pinyin. Only your own places are searched, without closed ones.",
	seeHouseholds: "Households",
	seeDoorCodes: "Door codes",
	narrow: {
		why: "There are too many places for one list. Find the village by name, or go down level by level; then it can be chosen below.",
		steps: {
			district: "Choose the district first",
			town: "Or choose the town first",
			village: "Choose the village",
			hamlet: "Choose the hamlet",
		},
		show: { district: "List its towns", town: "List its villages", village: "List its hamlets", hamlet: "List its households" },
		find: "Find a village by name or pinyin",
	},
};
