interface Draw {
	seed: string;
	perVillage: number;
	hamlets: number;
	drawn: number;
}

/** 走访: which hamlets were drawn, for everybody. */
export const walks = {
	title: "抽签走访",
	lede: "每个月去看哪些组，由抽签定。种子事先封存，当月不说去哪里，免得只收拾那几处；月份过完了，抽了谁、去没去，都写在这里。",
	none: "还没有抽过签",
	noneHint: "封存下个月的种子以后，这里会有。",
	drawn: ({ hamlets, drawn, perVillage }: Draw) => `${hamlets} 个组里抽了 ${drawn} 个，每个村最多 ${perVillage} 个。`,
	table: "抽到的组",
	place: "组",
	why: "为什么先抽它",
	state: "去了没有",
	strata: { 0: "60 天没人去，又偏远", 1: "60 天没人去", 2: "偏远", 3: "其他的组" },
	became: { done: "十处都看了", missed: "没去，或没看完", nobody: "没有合适的人去" },
	next: "往后看",
	first: "从头看",
	commitment: "封存码",
	seed: "种子",
	again: ({ perVillage }: Draw) =>
		`种子的 SHA-256 就是上月封存的封存码。每个村的组按层（0 到 3）从前往后，同一层里按签从小到大，取前 ${perVillage} 个。每个组的签这样算：`,
	ticket: ({ seed }: Draw) => `SHA-256("${seed}:hamlets:组的编号")`,
	run: "懂电脑的人也可以用本站公开的程序再抽一遍，不用联网，也不用数据库：",
	command: ({ seed, perVillage }: Draw) => `npm run redraw -- 抽签走访.csv --seed=${seed} --each=${perVillage}`,
	usage:
		"用法：npm run redraw -- 抽签走访.csv --seed=种子 --each=每个村最多几个（网页上都有），或 npm run redraw -- 2026-11（本站过完了的月份，走访和回头看都再抽一遍）。回头看的表不用 --each。",
	sealedAs: ({ sha256 }: { sha256: string }) => `种子的 SHA-256：${sha256}（请和事先公布的封存码对一对）`,
	pool: "下载全部的组和它们的层",
	poolHead: "村的编号|组的编号|村|组|层|抽到",
	poolFile: "抽签走访.csv",
	months: "各月的封存码",
	opened: "过完了，种子已公开",
	sealed: "还没过完，种子封着",
};
