interface Counted {
	part: number;
	whole: number;
}

/** 总览: 区和镇怎么样. */
export const room = {
	nav: "总览",
	title: "总览",
	lede: ({ places }: { places: string }) => `${places}，现在怎么样。每个数字都能点开看是哪些、怎么算的。`,
	unmeasured: "—",
	noneYet: "还没有数。",
	how: "怎么算的",
	inTime: {
		name: "按期改好的",
		of: ({ part, whole, late }: Counted & { late: number }) => `近三个月 ${whole} 张交办单，${part} 张按期，${late} 张过了期还没改好`,
		relapses: ({ in30, in90 }: { in30: string; in90: string }) => `30 天内又反弹 ${in30}，90 天内 ${in90}`,
		rows: "看过期的点位",
		how: "三个月（连本月）里复核通过的交办单，加上现在过了期还没改好的，是全部；其中到期前就说改好、后来复核通过的，算按期。要订计划慢慢改的（D 级）、缺设施的、正在申诉或申诉成立的不算。反弹：复核通过满 30 天（90 天）的里头，30 天（90 天）内又脏了的，各看前面 90 天里通过的。",
	},
	selfStarted: {
		name: "自己动手的",
		of: ({ part, whole }: Counted) => `展示的 ${whole} 份前后对比里，${part} 份是农户自己动手的`,
		rows: "看展示过的",
		how: "展示着的前后对比里，农户说是自己想收拾的占多少；说是有人来通知的不算。撤回的不在内。",
	},
	seen: {
		of: ({ part, whole }: Counted) => `近 60 天，${whole} 个组看了 ${part} 个`,
		rows: "看没人去过的组",
		how: "全部的组里，60 天里没有一次由抽签定下、十处都看完的走访到过的。自己挑着去的不算。首页上是同一个数。",
	},
	late: {
		title: "谁那里拖着",
		none: "没有过期的，也没有等答复的申请。",
		units: "过期没改好的，按责任单位",
		unit: "责任单位",
		count: "过期",
		longest: "最久的",
		gaps: "往上要设施、还没答复的",
		asked: "该谁答复",
		waiting: "等着",
		over: "过了期",
		first: "最早的",
		until: ({ day }: { day: string }) => `应在 ${day}前答复`,
		how: "过了时限还在整改的点位，缺设施的和要订计划的也在内，所以比上面的多。申请是村里自己解决不了、报给镇或区的，答复了就不在这里。",
	},
	heat: {
		note: "颜色越深，没人去看的越多。点一下看是哪些组。",
		table: "各处有几个组没人去看",
		of: ({ unseen, hamlets }: { unseen: number; hamlets: number }) => `${hamlets} 个组，${unseen} 个没去`,
		place: "地方",
		hamlets: "组",
		unseen: "没去看",
		late: "过期没改好",
		chosen: ({ place }: { place: string }) => `${place}没人去看的组`,
		allSeen: "60 天里都去看过。",
		last: ({ day }: { day: string }) => `上次 ${day}`,
		never: "抽签还没去过",
	},
	trends: {
		note: "点是当月的数，色带是有多大把握：真实的数 95% 落在里面。看得少，色带就宽，不要为一点起伏着急。",
		table: "看数字",
		month: "月份",
		range: "大约在",
		clean: { title: "抽查时干净的，逐月", share: "干净", whole: "看了几处" },
		inTime: { title: "改好的里头按期的，逐月", share: "按期", whole: "改好几件" },
	},
	boards: { title: "榜", none: "还没有做过。", all: "看各期" },
};
