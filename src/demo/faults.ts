import * as d from "./deeds.ts";
import type { Tale } from "./tales.ts";

/** What inspectors find on their walks, in which month before the last one, and what becomes of it. */
export interface Fault extends Omit<Tale, "hamlet" | "foundDaysAgo" | "name" | "isVillagers"> {
	monthsAgo: number;
	seen: "ditch" | "lane" | "bins" | "vacant" | "roadside" | "entrance" | "square";
	cause: "behavior" | "cleaning_duty" | "legacy";
}

const FIXED = [d.check(0), d.assign(1, { grade: "C", words: "清走，扫净。" }), d.hand(1), d.fix(3), d.confirm(4)];
/** When the help had come. */
const FIXED_LATE = [d.check(0), d.assign(1, { grade: "C", words: "割草，清走。" }), d.hand(3), d.fix(78), d.confirm(80)];

/** Deeds are counted in days after the walk. Most are in one village: by the first board it lags, then help comes, and by the second one it improved. */
export const FAULTS: Fault[] = [
	{
		monthsAgo: 4,
		village: "柳湾村",
		seen: "ditch",
		kind: "ditch",
		category: "Q2-01",
		place: "",
		words: "沟里淤了一层。",
		cause: "cleaning_duty",
		deeds: FIXED,
	},
	{
		monthsAgo: 4,
		village: "柳湾村",
		seen: "vacant",
		kind: "vacant",
		category: "Q3-03",
		place: "",
		words: "空宅里草比人高。",
		cause: "legacy",
		deeds: FIXED_LATE,
	},
	{
		monthsAgo: 4,
		village: "柳湾村",
		seen: "bins",
		kind: "bins",
		category: "R-02",
		place: "",
		words: "两只桶都满了，袋子堆在地上。",
		cause: "cleaning_duty",
		deeds: FIXED,
	},
	{
		monthsAgo: 4,
		village: "柳湾村",
		seen: "entrance",
		kind: "entrance",
		category: "S-03",
		place: "",
		words: "进村路口倒了砖头。",
		cause: "behavior",
		deeds: FIXED,
	},
	{
		monthsAgo: 4,
		village: "槐荫社区",
		seen: "lane",
		kind: "lane",
		category: "Q1-01",
		place: "",
		words: "背街一溜垃圾袋。",
		cause: "behavior",
		deeds: [d.away(1, "no_problem", "第二天去看，已经有人清走了。")],
	},
	{
		monthsAgo: 3,
		village: "柳湾村",
		seen: "bins",
		kind: "bins",
		category: "R-02",
		place: "",
		words: "桶满，地上也是。",
		cause: "cleaning_duty",
		deeds: FIXED,
	},
	{
		monthsAgo: 3,
		village: "柳湾村",
		seen: "lane",
		kind: "lane",
		category: "Q1-01",
		place: "",
		words: "巷子里没人扫。",
		cause: "cleaning_duty",
		deeds: FIXED,
	},
	{
		monthsAgo: 3,
		village: "柳湾村",
		seen: "square",
		kind: "square",
		category: "S-02",
		place: "",
		words: "场子上堆着秸秆和筐。",
		cause: "cleaning_duty",
		deeds: FIXED,
	},
	{
		monthsAgo: 3,
		village: "柳湾村",
		seen: "roadside",
		kind: "roadside",
		category: "Z2-04",
		place: "",
		words: "秸秆占路。",
		cause: "behavior",
		deeds: FIXED,
	},
	{
		monthsAgo: 1,
		village: "前坡村",
		seen: "ditch",
		kind: "ditch",
		category: "Q2-01",
		place: "",
		words: "水沟又堵了。",
		cause: "cleaning_duty",
		deeds: FIXED,
	},
];
