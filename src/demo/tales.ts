import * as d from "./deeds.ts";
import { LATE_TALES } from "./late-tales.ts";
import { MENDED_TALES } from "./mended-tales.ts";
import type { PlaceKind } from "./scene/place.ts";

/** What became of one public place. */
export interface Tale {
	/** By which others merge into it, and tests find it. */
	name: string;
	village: string;
	/** Which of the village's hamlets. */
	hamlet: number;
	kind: PlaceKind;
	category: string;
	place: string;
	words: string;
	foundDaysAgo: number;
	/** Reported by a villager with an account; otherwise by a passer-by. */
	isVillagers?: true;
	deeds: d.Deed[];
}

/** Of each state one, at places that a county has, and some that were mended without a word. */
export const TALES: Tale[] = [
	...LATE_TALES,
	...MENDED_TALES,
	{
		...{ name: "reported", village: "南河社区", hamlet: 1, kind: "bins", category: "R-02", place: "菜场后门" },
		...{ words: "四个桶都冒出来了，旁边还堆了一地，下午就有味。", foundDaysAgo: 2 },
		deeds: [d.join(1, "今天早上还是满的。")],
	},
	{
		...{ name: "held", village: "青石村", hamlet: 2, kind: "ditch", category: "Q2-01", place: "老水渠边" },
		...{ words: "听说是村东头张老汉倒的，天天往沟里倒。", foundDaysAgo: 1, deeds: [] },
	},
	{
		...{ name: "checked", village: "竹溪村", hamlet: 0, kind: "pond", category: "Q2-02", place: "村中水塘" },
		...{ words: "塘里漂着瓶子，水发绿，孩子们爱在边上玩。", foundDaysAgo: 3, deeds: [d.check(2)] },
	},
	{
		...{ name: "merged", village: "竹溪村", hamlet: 0, kind: "pond", category: "Q2-02", place: "水塘东边" },
		...{ words: "塘边垃圾没人捞。", foundDaysAgo: 2, deeds: [d.merge(1, "checked")] },
	},
	{
		...{ name: "turned_away", village: "白杨村", hamlet: 1, kind: "lane", category: "Q3-02", place: "巷子里" },
		...{ words: "院门里头堆的木板旧物伸到外面来了。", foundDaysAgo: 6 },
		deeds: [d.away(5, "yard", "东西在自家院里，不是公共地方，已经悄悄告诉这一户，请他们收一收。")],
	},
	{
		...{ name: "assigned", village: "杏花村", hamlet: 3, kind: "roadside", category: "S-03", place: "进村大路拐弯处" },
		...{ words: "秸秆占了半边路，会车要倒回去。", foundDaysAgo: 7 },
		deeds: [
			d.check(7),
			d.assign(6, { grade: "C", cause: "cross_boundary", words: "把路面清出来。" }),
			d.appeal(5, "这一段路归区里公路站养护，不归镇里，请重新交办。"),
			d.uphold(4, "查过养护台账，确实归区公路站，申诉成立，重新交办。"),
			d.assign(4, { grade: "C", cause: "cross_boundary", words: "清走秸秆，路肩扫净。", unit: "青岭区交通运输局公路站" }),
		],
	},
	{
		...{ name: "half_done", village: "白杨村", hamlet: 3, kind: "vacant", category: "C1-02", place: "老宅基地" },
		...{ words: "断墙怕砸着人，里面长满了草。", foundDaysAgo: 16 },
		deeds: [
			d.check(16),
			d.assign(15, { grade: "D", cause: "legacy", words: "先围起来，再想长久的办法。" }),
			d.hand(14),
			d.plan(12, [
				[4, "拆掉断墙，砖瓦码好"],
				[20, "平整土地，翻成菜地"],
				[40, "围上竹篱，分给附近几户种"],
			]),
			d.milestone(9, 1),
			d.half(8),
		],
	},
	{
		...{ name: "said_fixed", village: "石桥村", hamlet: 2, kind: "square", category: "S-02", place: "文化广场" },
		...{ words: "广场上堆着东西，晚上没法跳舞。", foundDaysAgo: 5, isVillagers: true },
		deeds: [d.check(5), d.assign(4, { grade: "B", words: "清出场地，扫干净。" }), d.hand(4), d.fix(2)],
	},
	{
		...{ name: "confirmed", village: "青石村", hamlet: 0, kind: "bins", category: "R-02", place: "村口收集点" },
		...{ words: "桶满了好几天。", foundDaysAgo: 70 },
		deeds: [d.check(70), d.assign(70, { grade: "A", words: "当天清运，桶盖盖好。" }), d.hand(70), d.fix(70), d.confirm(69)],
	},
	{
		...{ name: "again", village: "枣园村", hamlet: 1, kind: "ditch", category: "Q2-01", place: "小学后墙外" },
		...{ words: "沟又堵又臭，学生捂着鼻子走。", foundDaysAgo: 104 },
		deeds: [
			d.check(104),
			d.assign(103, { grade: "B", words: "掏沟，清走垃圾。" }),
			d.fix(101),
			d.confirm(100),
			d.relapse(33, "下过两场雨，又堵上了。"),
			d.assign(33, { grade: "B", words: "再掏一遍，上游装一道拦网。" }),
			d.fix(31),
			d.confirm(30),
		],
	},
	{
		...{ name: "relapsed", village: "上河村", hamlet: 4, kind: "entrance", category: "S-03", place: "村口牌楼下" },
		...{ words: "牌楼两边倒了砖头和编织袋。", foundDaysAgo: 36 },
		deeds: [
			d.check(36),
			d.assign(35, { grade: "B", words: "运走砖头，扫净路面。", unit: "石桥镇环境卫生所" }),
			d.fix(33),
			d.confirm(32),
			d.relapse(5, "路边又有人倒砖头。"),
		],
	},
	{
		...{ name: "gap", village: "青石村", hamlet: 3, kind: "toilet", category: "T-03", place: "老戏台旁公厕" },
		...{ words: "门坏了，没有水冲。", foundDaysAgo: 44 },
		deeds: [
			d.check(44),
			d.assign(43, { grade: "D", cause: "facility_gap", words: "没有上水管，村里接不起，请镇里安排。" }),
			d.hand(42),
			d.plan(40, [[60, "接通水管以后，换门、换水箱"]]),
		],
	},
	{
		...{ name: "gap_answered", village: "柳湾村", hamlet: 1, kind: "stop", category: "Q3-04", place: "候车亭" },
		...{ words: "亭子里贴满小广告，也没有垃圾桶。", foundDaysAgo: 29 },
		deeds: [
			d.check(29),
			d.assign(28, { grade: "D", cause: "facility_gap", words: "缺两个分类桶，缺一块可以擦的板。" }),
			d.plan(26, [[45, "桶到了以后，擦净板面，每周巡一次"]]),
			d.answer(20, "planned", "已列入下月采购，两个桶、一块板，装好以后镇里来复核。"),
		],
	},
	{
		...{ name: "contested", village: "青石村", hamlet: 1, kind: "pond", category: "Q2-02", place: "洗衣塘" },
		...{ words: "塘边倒了一溜垃圾，没法洗衣服。", foundDaysAgo: 9 },
		deeds: [
			d.check(8),
			d.assign(5, { grade: "C", words: "捞净塘面，清走岸上的垃圾。" }),
			d.hand(5),
			d.fix(3),
			d.contest(2, "岸上清了，水里还有。"),
		],
	},
];
