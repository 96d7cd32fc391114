interface Span {
	count: number;
	from: string;
	to: string;
}

/** 线索 and 回访抽查. */
export const flags = {
	title: "线索",
	lede: "线索只是提个醒，什么也不决定：先去问一问，把结果写在这里。真有问题，再提议作废。",
	sealed: "投票截止以后才能找线索",
	sealedHint: "截止以前，票是封着的，谁也不能看。",
	find: "找一遍线索",
	findHint: "找几遍都一样，写过的结果不会丢。",
	none: "没有发现需要问一问的",
	noneHint: "还没找过的话，先按“找一遍线索”。",
	kinds: {
		device: "一部手机投了很多户",
		ring: "候选户互相投票",
		kiosk: "投票台上一户接一户，投得太快",
		sample: "回访抽查",
	},
	innocent: {
		device: "常见的好意：子女、邻居、网格员帮着投。请问一问这些户是不是自己选的。",
		ring: "常见的好意：邻居之间互相喜欢。请看看有没有约好换票。",
		kiosk:
			"常见的好意：两台一起用，有人在旁边帮老人打门牌码，大家排着队、来之前就想好了。请问一问这些户当时是不是自己到了投票台、自己选的。",
		sample:
			"抽到的户没有一点可疑。在投票台投的票、交上来的纸票、用新领的纸条投的票，经过了别人的手，所以抽一部分上门问一句“您家投过票没有”，让大家都放心。",
	},
	device: ({ count, from, to }: Span) => `${count} 户用的是同一部手机，${from}到 ${to}。`,
	ring: ({ count }: { count: number }) => `${count} 家候选户的票只投给了彼此，没有投给别人，也许是约好的。`,
	kiosk: ({ count, from, to }: Span) =>
		`${count} 户在同一处投票台上一户接一户投，${from}到 ${to}。打门牌码、打数字、看完选票，一般要久一些。`,
	sample: ({ count, outOf }: { count: number; outOf: number }) =>
		`在投票台投、交纸票和公告以后新领登录纸条的一共 ${outOf} 户，抽签抽到 ${count} 户。`,
	homes: ({ count }: { count: number }) => `涉及 ${count} 户`,
	rewrite: "改写",
	note: "核实的结果",
	noteHint: "问了谁，怎么说的。",
	save: "记下",
	answered: ({ name, at }: { name: string; at: string }) => `${name} 记于${at}`,
	invalidate: "提议作废",
	print: "打印走访单",
	done: {
		found: "找好了，有新的，请看下面。",
		nothing: "没有新的线索。",
		answered: "记下了。",
	},

	/** 回访抽查: whom to ask, and how. */
	sampling: {
		lede: "不是线索，谁也没有可疑：每一轮都抽签，抽到的户上门问一句投过票没有。",
		later: ({ until }: { until: string }) => `还没有抽：纸质选票录入到 ${until}，过了以后按“找一遍线索”，就会抽。`,
		notYet: "还没有抽：按“找一遍线索”，就会抽。这一轮没有人在投票台投、也没有人交纸票的话，就不用抽。",
		how: "用公告时封存的那串码抽，谁也挑不了，再按一次也不会重抽。请没守过投票台、没管过纸票的人，拿着回访单上门去问：只问投没投过，不问投给了谁。",
		homes: ({ count }: { count: number }) => `抽到的 ${count} 户`,
		note: "回访的结果",
		noteHint: "例如：问了 5 户，4 户说投过，1 户没在家。不写投给了谁。",
		denied: "哪户说没投过，先请他问一问家里别的人。家里都说没投过，再提议作废。",
		toInvalidations: "去作废那一页",
		print: "打印回访单",
	},

	/** The paper that somebody walks with. */
	sheet: {
		back: "回到线索",
		printing: "在浏览器里按“打印”，纸张选 A4。",
		title: { visit: "走访单", sample: "回访单" },
		round: ({ round, region }: { round: string; region: string }) => `${region} · ${round}`,
		say: "到了门口，请先念给这家听",
		greeting: {
			visit: "乡亲您好。您家和几户邻居投票的样子有点巧，我们来问一问当时的情况。不是说谁做错了，也不问您家投给了谁。",
			sample:
				"乡亲您好。在投票台投的、交纸票的，都由电脑抽签，抽到的户我们上门问一句：您家投过票没有？抽到谁全凭签，谁也挑不了，不是怀疑您家。投给了谁是您家的秘密，不用说，我们也不问。",
		},
		rules: {
			visit: [
				"自己家、亲戚家，换别人去问。",
				"请听这家自己怎么说，不替他说。他说起投给了谁，请他别说，也不记。",
				"没在家就改天再去。问完把单子交给主持的管理员，不给别人看，也不张贴。",
			],
			sample: [
				"守过投票台的、发过或录过纸票的，不去问；自己家、亲戚家，换别人去问。",
				"只问投没投过，在后面打一个勾。他要说投给了谁，请他别说，也不记。",
				"家里谁投的都算。没在家就改天再去。问完把单子交给主持的管理员，不给别人看，也不张贴。",
			],
		},
		hamlet: "村和自然村",
		number: "户编号",
		head: "户主",
		said: "怎么说的",
		voted: "投过",
		notVoted: "没投过",
		notAsked: "没问到",
		asker: "问的人",
		day: "日期",
	},
};
