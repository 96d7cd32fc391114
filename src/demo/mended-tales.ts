import type { Grade } from "#domain/spots/types.ts";
import * as d from "./deeds.ts";
import type { Tale } from "./tales.ts";

interface Mended extends Omit<Tale, "name" | "deeds"> {
	grade: Grade & ("A" | "B");
	/** What the order asks for. */
	order: string;
}

/** What most places are: somebody reports it, the office comes in time, another one looks, and nobody speaks of it again. */
const MENDED: Mended[] = [
	{
		...{ village: "南河社区", hamlet: 0, kind: "bins", category: "R-02", place: "北头收集点", foundDaysAgo: 6 },
		...{ words: "昨晚没收，袋子都摞到地上了。", grade: "A", order: "今天加收一趟，地面冲净。" },
	},
	{
		...{ village: "白杨村", hamlet: 2, kind: "stop", category: "Q3-04", place: "镇口站牌下", foundDaysAgo: 10 },
		...{ words: "站牌下扔了一地纸杯和传单。", grade: "B", order: "扫净，撕掉小广告。" },
	},
	{
		...{ village: "杏花村", hamlet: 0, kind: "square", category: "S-02", place: "晒场", foundDaysAgo: 14 },
		...{ words: "晒完东西没收，场子上一地碎秆。", grade: "B", order: "清出场地，扫干净。" },
	},
	{
		...{ village: "上河村", hamlet: 1, kind: "lane", category: "Q1-01", place: "堤下巷口", foundDaysAgo: 19, isVillagers: true },
		...{ words: "巷口堆了几袋垃圾，没人拎走。", grade: "A", order: "当天拉走。" },
	},
	{
		...{ village: "后坡村", hamlet: 0, kind: "ditch", category: "Q2-01", place: "菜地边的排水沟", foundDaysAgo: 23 },
		...{ words: "沟被菜叶堵住，水漫到路上。", grade: "B", order: "掏沟，菜叶拉去堆肥。" },
	},
	{
		...{ village: "槐荫社区", hamlet: 3, kind: "toilet", category: "T-04", place: "市场公厕", foundDaysAgo: 28 },
		...{ words: "洗手池堵了，地上都是水。", grade: "A", order: "疏通，拖干，当天开门。" },
	},
	{
		...{ village: "石桥村", hamlet: 1, kind: "roadside", category: "S-03", place: "桥头拐弯处", foundDaysAgo: 33 },
		...{ words: "货车掉了一路沙石，骑车打滑。", grade: "A", order: "清走沙石，扫净路面。" },
	},
	{
		...{ village: "青石村", hamlet: 2, kind: "entrance", category: "S-03", place: "村口石碑旁", foundDaysAgo: 39 },
		...{ words: "石碑旁倒了半车砖头。", grade: "B", order: "运走砖头，恢复原样。" },
	},
	{
		...{ village: "竹溪村", hamlet: 3, kind: "pond", category: "Q2-02", place: "下堰塘", foundDaysAgo: 45 },
		...{ words: "塘边漂着塑料袋，鸭子都不下去。", grade: "B", order: "捞净塘面，清塘边。" },
	},
	{
		...{ village: "前坡村", hamlet: 3, kind: "vacant", category: "Q3-03", place: "老碾房空地", foundDaysAgo: 51 },
		...{ words: "草长得盖住了路，晚上不敢走。", grade: "B", order: "割草，清走杂物。" },
	},
	{
		...{ village: "枣园村", hamlet: 0, kind: "bins", category: "R-02", place: "合作社门前", foundDaysAgo: 57, isVillagers: true },
		...{ words: "收枣这几天桶不够用，都堆外头。", grade: "A", order: "加两只桶，每天收两趟。" },
	},
];

export const MENDED_TALES: Tale[] = MENDED.map(({ grade, order, ...tale }, n) => {
	const found = tale.foundDaysAgo;
	const fixed = grade === "A" ? found : found - 2;
	const deeds = [d.check(found), d.assign(found, { grade, words: order }), d.hand(found), d.fix(fixed), d.confirm(fixed - 1)];
	if (tale.isVillagers) deeds.push(d.claim(fixed - 1));
	return { ...tale, name: `mended-${n}`, deeds };
});
