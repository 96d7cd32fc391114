/** 工作台: what is to do today, by role. */
export const office = {
	waiting: ({ count }: { count: number }) => `${count} 组前后对比等着审核`,
	oldest: ({ waited }: { waited: string }) => `最久的${waited}`,
	review: "去审核",
	noModerator: "由审核员来审。",
	votes: "评选",
	figures: "整治怎么样",
	firstTitle: "先办这几件",
	firstLede: "办好一件少一件，都办好了这里就没有了。",
	first: {
		import: { title: "导入村、组和农户", text: "一张表，一次登记好。" },
		moderator: { title: "请一位审核员", text: "村民交来的照片，要有人看过才展示。" },
		slips: { title: "打印门牌码和登录纸条", text: "贴到门上，当面交给各家，第一次登录用。" },
	},
	go: "去办",
	yours: ({ places }: { places: string }) => `您管的地方：${places}。`,
	comma: "、",
	later: {
		publicist: "您能看评选、出奖状和分享图，在“评选”里。写典型、做海报和广播稿的页面还在做，做好了从这里进。",
		inspector: "打分、回头看和随手拍的页面还在做，做好了从这里进。评选时可以帮着录入纸质选票。",
		storekeeper: "积分店的页面还在做，做好了从这里进。",
		auditor: "谁在什么时候办了什么，都在“留痕日志”里，只添不改。",
	},
	trail: {
		title: "留痕日志",
		lede: "谁在什么时候办了什么，一条接一条，只添不改。",
		columns: { when: "时间", who: "谁", what: "办了什么", about: "关于" },
		site: "本站",
		older: "看更早的",
		none: "这一段里没有您管的地方的事",
		nouns: { region: "地方", household: "农户", submission: "前后对比", round: "评选", person: "人员", setting: "设置" },
	},
};
