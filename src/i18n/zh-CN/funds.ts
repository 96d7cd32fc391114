/** 积分资金: what a village puts up for points. */
export const funds = {
	title: "积分资金",
	of: ({ village }: { village: string }) => `${village}的积分资金`,
	lede: "村里拿出多少钱，就有多少分能换东西，1 元 1 分。一个人录入，另一个人签字以后才算。用完了照样记分，只是荣誉，不能换东西。",
	none: "还没有资金。现在记的分都是荣誉积分，不能换东西。",
	standing: ({ deposited, liability, spent, left }: { deposited: number; liability: number; spent: number; left: number }) =>
		`一共存入 ${deposited}，各户手里能换的 ${liability}，已经换掉 ${spent}，还能发 ${left}。`,
	waiting: ({ count }: { count: number }) => `${count} 个村的积分资金快用完或用完了：不存入，再记的分只是荣誉`,
	states: {
		low: "村里的积分资金不多了，还能换东西。",
		empty: "村里的积分资金用完了：再记的分是荣誉积分，不能换东西。手里原来能换的，照样能换。",
		none: "村里没有积分资金：记的分是荣誉积分，不能换东西。",
	},
	deposits: "每一笔",
	quarter: "季度",
	deposit: "金额（元，1 元 1 分）",
	depositHint: "整数",
	document: "会议或文件编号",
	state: "签字",
	signed: "签过了，算数",
	waits: "还没有签，不算",
	add: "存入",
	save: "录入，请第二个人签字",
	one: ({ quarter }: { quarter: string }) => `${quarter} 的积分资金`,
	entered: ({ village, deposit, document }: { village: string; deposit: number; document: string }) =>
		`${village}存入 ${deposit} 元，${document}。`,
	outcome: "存入积分资金",
	final: "签字以后，这笔钱就能发成能换东西的分，不能撤回。请先对过文件。",
	whyNotHint: "录入的人会看到",
	done: { entered: "录入了，等第二个人签字。", signed: "签过了，这笔算数了。", refused: "没有签，这笔不算。" },
};
