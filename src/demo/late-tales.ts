import * as d from "./deeds.ts";
import type { Tale } from "./tales.ts";

/** What was not fixed in time: explained, appealed, proposed, shown, and gone again. */
export const LATE_TALES: Tale[] = [
	{
		...{ name: "explained", village: "白杨村", hamlet: 0, kind: "lane", category: "Q1-01", place: "后巷" },
		...{ words: "巷子里垃圾袋堆了好些天。", foundDaysAgo: 16 },
		deeds: [
			d.check(16),
			d.assign(15, { grade: "A", words: "当天清走。" }),
			d.hand(15),
			d.say(13, "清运车坏了，正在借邻镇的车，借到就清。"),
		],
	},
	{
		...{ name: "appealed", village: "上河村", hamlet: 0, kind: "dump", category: "Q1-02", place: "河堤下" },
		...{ words: "多年的垃圾堆，越堆越高。", foundDaysAgo: 14 },
		deeds: [
			d.check(14),
			d.assign(13, { grade: "A", cause: "legacy", words: "先清最上面的一层，防止滑进河里。", unit: "石桥镇环境卫生所" }),
			d.appeal(1, "这里是河道管理范围，动土要水务局同意，请先协调。"),
		],
	},
	{
		...{ name: "shown", village: "柳湾村", hamlet: 2, kind: "ditch", category: "Q2-01", place: "桥头下游" },
		...{ words: "水沟全是垃圾，桥下都堵住了。", foundDaysAgo: 25, isVillagers: true },
		deeds: [
			d.check(25),
			d.assign(24, { grade: "B", words: "清沟，把垃圾拉走。" }),
			d.say(11, "清沟的人手都在抢收，月底前一定清完。"),
			d.propose(10, "桥头天天有人过，过了期限十来天还没清。", "district"),
			d.sign(9, "town"),
		],
	},
	{
		...{ name: "corrected", village: "上河村", hamlet: 2, kind: "dump", category: "Q1-02", place: "晒谷场边" },
		...{ words: "晒谷场边上的老垃圾堆，风一吹满场跑。", foundDaysAgo: 36 },
		deeds: [
			d.check(36),
			d.assign(35, { grade: "B", cause: "legacy", words: "整堆清走，空地用起来。" }),
			d.say(21, "垃圾量大，要等大车，一次清走。"),
			d.propose(20, "过期一个多星期，晒谷场马上要用。"),
			d.sign(19),
			d.fix(5),
			d.confirm(3),
		],
	},
	{
		...{ name: "left", village: "前坡村", hamlet: 1, kind: "entrance", category: "S-03", place: "坡下村口" },
		...{ words: "进村的路两边都是建筑垃圾。", foundDaysAgo: 64 },
		deeds: [
			d.check(64),
			d.assign(63, { grade: "B", cause: "construction", words: "运走建筑垃圾。", unit: "南河街道城市管理办公室" }),
			d.propose(48, "过期很久，进村的人都看得见。"),
			d.sign(47),
			d.fix(42),
			d.confirm(40),
			d.tend(33),
		],
	},
	{
		...{ name: "hidden", village: "石桥村", hamlet: 0, kind: "toilet", category: "T-04", place: "桥西公厕" },
		...{ words: "公厕好久没人打扫，进不去人。", foundDaysAgo: 26 },
		deeds: [
			d.check(26),
			d.assign(25, { grade: "B", words: "每天打扫两次，先彻底冲一遍。" }),
			d.propose(12, "过期一周多，仍然没有人打扫。"),
			d.sign(11),
			d.press(0.25, "照片里能看见我家的后窗。"),
		],
	},
	{
		...{ name: "taken_down", village: "枣园村", hamlet: 3, kind: "roadside", category: "Z2-04", place: "枣林边机耕路" },
		...{ words: "秸秆和农膜扔在路上。", foundDaysAgo: 32 },
		deeds: [
			d.check(32),
			d.assign(31, { grade: "B", words: "秸秆打捆运走，农膜捡净。" }),
			d.propose(17, "过期十来天，还在路上。"),
			d.sign(16),
			d.press(6, ""),
			d.remove(5, "路边的地已经流转给别人，照片容易认错是谁家的，不再公开。"),
		],
	},
	{
		...{ name: "proposed", village: "后坡村", hamlet: 2, kind: "stop", category: "S-02", place: "公交站" },
		...{ words: "站台没人扫，候车的人只能站在路上。", foundDaysAgo: 21 },
		deeds: [
			d.check(21),
			d.assign(20, { grade: "B", words: "每天扫，撕掉小广告。" }),
			d.propose(2, "过了期限一个多星期，学生天天在这里等车。"),
		],
	},
];
