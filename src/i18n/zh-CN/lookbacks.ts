interface Opened {
	pool: number;
	drawn: number;
	made: number;
}

/** 回头看: how it is drawn, for everybody. */
export const lookbacks = {
	title: "回头看",
	lede: "收拾好的院子，过 7 天、30 天、90 天还干净吗？去看哪些由抽签定，不是谁想去哪就去哪。种子事先封存，谁也不能先知道；月份过完了，谁都可以再抽一遍。",
	none: "还没有抽过签",
	noneHint: "封存下个月的种子以后，这里会有。",
	how: "怎么抽的",
	howItems: [
		"一组照片展示以后，第 7、30、90 天各有一次可能的回头看。",
		"到了那天，用当月的种子抽签。很久没人去的组、偏远的组，抽到的机会大几倍。",
		"去看的人不是本村的，也不是这家的亲戚，一天最多去几家也有数。",
		"拍的照片只给这户和看的人，永远不公开；结果是不是写在自家页上，由这户自己定。",
	],
	drawn: ({ pool, drawn, made }: Opened) => `这个月到日子的有 ${pool} 次，抽到 ${drawn} 次，去看了 ${made} 次。`,
	commitment: "封存码",
	seed: "种子",
	again:
		"种子的 SHA-256 就是月初以前封存的封存码。每一次回头看有一个编号，它的签这样算；签的前 13 位当作一个十六进制的小数，比它的机会（百分之几）小的就抽到：",
	ticket: ({ seed }: { seed: string }) => `SHA-256("${seed}:lookback:编号")`,
	run: "懂电脑的人也可以用本站公开的程序再抽一遍，不用联网，也不用数据库：",
	command: ({ seed }: { seed: string }) => `npm run redraw -- 回头看.csv --seed=${seed}`,
	pool: "下载这个月全部的编号和机会",
	poolHead: "编号|村|组|层|机会|抽到",
	poolFile: "回头看.csv",
	survival: "收拾好以后，还干净的有多少",
	survivalNote:
		"横着是展示以后的天数，竖着是还干净的（%）；浅色的一条是说得准的范围（95%）。又乱了算在看到的那一次（第 7、30、90 天），其实可能早几天。",
	weights:
		"只算抽签抽到的回头看，谁自己说的不算。机会小的抽到一次，就替更多的院子说话：每一组的权数是它被抽到的机会的倒数。缺设施的、申诉成立的，不算又乱了。",
	curve: "还干净的比例",
	day: "第几天",
	atRisk: "还在看的",
	relapses: "又乱了",
	still: "还干净",
	band: "说得准的范围",
	percent: ({ share }: { share: string }) => `${share}%`,
	between: ({ low, high }: { low: string; high: string }) => `${low}% 到 ${high}%`,
	looked: "看了几次",
	byDay: "第 30 天和第 90 天",
	dayOf: ({ day }: { day: number }) => `第 ${day} 天`,
	relapse: "又乱了的比例",
	kinds: "按事情",
	kind: "什么事",
	villages: "按村",
	village: "村",
	pairs: "看过的院子",
	few: "太少，不算",
	staysTitle: "收拾好以后",
	stays: ({ day, of, share, low, high }: { day: number; of: number; share: string; low: string; high: string }) =>
		`过了 ${day} 天，抽签回头看了 ${of} 次：还干净的有 ${share}%，多半在 ${low}% 到 ${high}% 之间。`,
	tooFew: "抽签回头看得还太少，说不准还干净的有多少。",
	howLooked: "回头看怎么抽、怎么算",
	noFigures: "还没有回头看过的院子。",
	months: "各月的封存码",
	opened: "过完了，种子已公开",
	sealed: "还没过完，种子封着",
};
