interface Found {
	count: number;
	from: string;
	to: string;
	outOf: number;
}

/** 线索 and 回访抽查. */
export const flags = {
	title: "线索",
	lede: "线索只是提个醒，什么也不决定：先去问一问，把结果写在这里。真有问题，再提议作废。",
	find: "找一遍线索",
	none: "没有发现需要问一问的",
	kinds: {
		device: "一部手机投了很多户",
		ring: "候选户互相投票",
		kiosk: "自助台上一户接一户，投得太快",
		sample: "回访抽查",
	},
	found: {
		device: ({ count, from, to }: Found) => `${count} 户用的是同一部手机，${from} 到 ${to}。`,
		ring: ({ count }: Found) => `${count} 家候选户的票只投给了彼此。`,
		kiosk: ({ count, from, to }: Found) => `${count} 户在同一处自助台上一户接一户投，${from} 到 ${to}。`,
		sample: ({ count, outOf }: Found) => `票经过别人手的（自助台、纸票、公告后新领的纸条）共 ${outOf} 户，抽签抽到 ${count} 户。`,
	},
	innocent: {
		device: "常见的好意：子女、邻居、网格员帮着投。请问一问是不是自己选的。",
		ring: "常见的好意：邻居之间互相喜欢。请看看有没有约好换票。",
		kiosk: "常见的好意：有人帮老人打门牌码，大家来之前就想好了。请问一问是不是自己到场、自己选的。",
		sample: "抽到的户没有一点可疑：谁也挑不了，上门只问投没投过，不问投给了谁。",
	},
	isOpen: "还没有写结果",
	isAnswered: "写了结果",
	homes: ({ count }: { count: number }) => `涉及 ${count} 户`,
	denied: "哪户说没投过，先请他问一问家里别的人。家里都说没投过，再提议作废。",
	notYet: ({ until }: { until: string }) =>
		`回访还没有抽：纸质选票录到 ${until}，过了以后按“找一遍线索”，就会抽；票没经过别人手的话，不用抽。`,
	note: "核实的结果",
	write: "问过了，写下来",
	amend: "改一改写的",
	waive: "没去问，写明为什么",
	waiveHint: "原因会写在结果里，大家都看得到。",
	waived: "没有上门问，原因：",
	why: "没去的原因",
	noteHint: "问了几户，怎么说的。不写投给了谁。",
	save: "记下",
	answered: ({ name, at }: { name: string; at: string }) => `${name} 记于 ${at}`,

	/** The paper that somebody walks with: 走访单, 回访单. */
	sheet: {
		print: { visit: "打印走访单", sample: "打印回访单" },
		printing: "在浏览器里按“打印”，纸张选 A4。",
		title: { visit: "走访单", sample: "回访单" },
		say: "到了门口，请先念给这家听",
		greeting: {
			visit: "乡亲您好。您家和几户邻居投票的样子有点巧，我们来问一问当时的情况。不是说谁做错了，也不问您家投给了谁。",
			sample:
				"乡亲您好。您家投过票没有，家里谁投的都算？抽到谁全凭签，谁也挑不了，不是怀疑您家。投给了谁是您家的秘密，不用说，我们也不问。",
		},
		rules: [
			"自己家、亲戚家，守过自助台、管过纸票的，换别人去问。",
			"听这家自己说。说起投给了谁，请他别说，也不记。",
			"没在家就改天再去。问完把单子交给主持的管理员，不给别人看，也不张贴。",
		],
		said: "怎么说的",
		voted: "投过",
		notVoted: "没投过",
		notAsked: "没问到",
		asker: "问的人",
		day: "日期",
	},
};
