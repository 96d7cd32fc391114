/** Two ballots of one household. */
export const conflicts = {
	way: "投了两次的户",
	title: "纸上和手机都投了的户",
	lede: "两张票都原样留着，这里看不到投了谁。一个人提议以哪一张为准，另一个人同意才算；核完才能计票，这户会在“我家的庭院”看到结果。",
	sealed: "投票截止以后才能看",
	sealedHint: "截止以前，谁投了票、怎么投的，工作人员也不能看。",
	none: "没有哪一户又用纸又用手机投",
	noneHint: "有的话会列在这里。",
	channels: { phone: "手机投的票", kiosk: "投票台投的票", paper: "纸质选票" },
	otherAt: ({ channel, at }: { channel: string; at: string }) => `${channel}，${at}`,
	paperAt: ({ at }: { at: string }) => `纸质选票，${at}录完`,
	settlement: { paper: "以纸质选票为准", other: "以手机或投票台的票为准" },
	which: "以哪一张为准",
	why: "理由",
	whyHint: "这户会看到。例如：上门问过，本人说后来改主意，投了纸质的。",
	propose: "提议",
	proposeOther: "改提另一种",
	proposed: ({ name, settlement, why }: { name: string; settlement: string; why: string }) => `${name} 提议${settlement}：${why}`,
	agree: ({ settlement }: { settlement: string }) => `同意${settlement}`,
	waits: "等另一个人同意。",
	own: "这一户您要回避，请别人来办。",
	settled: ({ settlement, name, at }: { settlement: string; name: string; at: string }) => `已核定${settlement}（${name} 同意，${at}）`,
	done: { proposed: "提议记下了，等另一个人同意。", settled: "核定了，这户会在“我家的庭院”看到。" },
};

/** 线索. */
export const flags = {
	title: "线索",
	lede: "线索只是提个醒，什么也不决定：先去问一问，把结果写在这里。真有问题，再提议作废。",
	sealed: "投票截止以后才能找线索",
	sealedHint: "截止以前，票是封着的，谁也不能看。",
	find: "找一遍线索",
	findHint: "找几遍都一样，写过的结果不会丢。",
	none: "没有发现需要问一问的",
	noneHint: "还没找过的话，先按“找一遍线索”。",
	kinds: { device: "一部手机投了很多户", burst: "几分钟里集中投票", ring: "候选户互相投票" },
	innocent: {
		device: "常见的好意：子女、邻居、网格员帮着投。请问一问这些户是不是自己选的。",
		burst: "常见的好意：开会时一起投，喇叭刚广播过。请问一问当时在做什么。",
		ring: "常见的好意：邻居之间互相喜欢。请看看有没有约好换票。",
	},
	device: ({ count, from, to }: { count: number; from: string; to: string }) => `${count} 户用的是同一部手机，${from}到 ${to}。`,
	burstNetwork: ({ count, from, to, expected }: { count: number; from: string; to: string; expected: number }) =>
		`同一个网络里 ${count} 户在 ${from}到 ${to}投票；照这一轮大家投票的快慢，这段时间大约是 ${expected} 户。`,
	burstVillage: ({ count, from, to, expected }: { count: number; from: string; to: string; expected: number }) =>
		`同一个村 ${count} 户在 ${from}到 ${to}投票；照这一轮大家投票的快慢，这段时间大约是 ${expected} 户。`,
	ring: ({ numbers, expected }: { numbers: string; expected: string }) =>
		`${numbers}号的户互相投了票。只凭巧合，这一轮大约也会有 ${expected} 个这样的圈。`,
	homes: ({ count }: { count: number }) => `涉及 ${count} 户`,
	under: "不到 0.1",
	rewrite: "改写",
	note: "核实的结果",
	noteHint: "问了谁，怎么说的。",
	save: "记下",
	answered: ({ name, at }: { name: string; at: string }) => `${name} 记于${at}`,
	invalidate: "提议作废",
	comma: "、",
	done: {
		found: "找到了新的线索。",
		nothing: "没有新的线索。",
		answered: "记下了。",
	},
};

/** 作废. */
export const invalidations = {
	title: "作废和复核",
	lede: "作废要两个人签：一个人提议，监票人或另一位管理员签字。票一直留着，只是不计；这户会看到原因，可以申请复核，由没签过字的人重新看。复核完了才计票。",
	sealed: "投票截止以后才能提议作废",
	sealedHint: "截止以前，票是封着的，谁也不能看。",
	find: "找一户",
	findHint: "户主名字，或者 4 位户编号。",
	search: "找",
	notFound: "名册上没有找到。",
	choose: "提议作废这户的票",
	proposeFor: ({ door }: { door: string }) => `提议作废：${door}`,
	reason: "原因",
	reasons: {
		bought: "有人用钱物换票",
		coerced: "有人逼着投，或者替人投",
		not_by_household: "不是这户自己投的",
		duplicate_paper: "纸质选票重复",
	},
	why: "查到了什么",
	whyHint: "5 到 300 个字。这户会原样看到，请写事实，不写别人的名字。",
	propose: "提议作废",
	none: "没有作废的提议",
	noneHint: "大多数时候就该是这样。",
	proposed: ({ name, at }: { name: string; at: string }) => `${name} 提议，${at}`,
	sign: "签字作废",
	refuse: "不同意，票照样计",
	waits: "等另一个人签字。",
	own: "这一户您要回避，请别人来签。",
	signed: ({ name, at }: { name: string; at: string }) => `已作废（${name} 签字，${at}）`,
	refused: ({ name, at }: { name: string; at: string }) => `没有作废（${name} 不同意，${at}），票照样计`,
	final: "签字以后不能撤回；只有这户申请复核、另有两个人签字，才照样计票。",
	done: {
		proposed: "提议记下了，等另一个人签字。",
		signed: "已作废，这户会在“我家的庭院”看到原因。家里不用手机的，请打印告知单送去。",
		refused: "记下了，这户的票照样计。",
	},
};

/** What a household reads about its own ballots. */
export const news = {
	title: "我家的票",
	paper: "您家的纸质选票已经录好，算数。",
	spoiled: "您家的纸质选票没法计入：勾得太多，一个也没勾，或者看不清。",
	conflict: "您家既投了纸质选票，又用手机或投票台投过。两张都留着，村里正在核对，结果会写在这里。不用再投。",
	settled: {
		paper: ({ why }: { why: string }) => `您家投了两次，核对下来以纸质选票为准。理由：${why}`,
		other: ({ why }: { why: string }) => `您家投了两次，核对下来以手机或投票台的票为准。理由：${why}`,
	},
	invalidated: ({ reason, why }: { reason: string; why: string }) => `您家的票作废了，计票时不算。原因：${reason}。${why}`,
};
