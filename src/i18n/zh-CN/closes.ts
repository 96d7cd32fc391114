import { callbacks } from "./callbacks.ts";
import { closeDesk } from "./close-desk.ts";
import { monthStatement } from "./month-statement.ts";

/** 积分月结: how a village closes a month of points, and what a household says against an entry. */
export const closes = {
	callbacks,
	desk: closeDesk,
	statement: monthStatement,
	dispute: {
		button: "这笔不对",
		why: "哪里不对？选一句就行。",
		reasons: {
			not_us: "这件事不是我家的",
			too_few: "分数不对",
			other_day: "日子不对",
			not_fetched: "没有拿到换的东西",
			look: "说不清，请再查一查",
		},
		send: "请没经手的人再查",
		sent: "提了。三个工作日里有人答复，答复会写在这笔下面。",
		waits: "您说这笔不对，正在查，三个工作日里答复。",
		right: ({ points }: { points: number }) =>
			points === 0
				? "查过了：您说得对，分数不用改。"
				: `查过了：您说得对，已经改了 ${points > 0 ? `+${points}` : `−${-points}`} 分，记在这个月。`,
		wrong: "查过了：没有记错。",
		saidBy: ({ name }: { name: string }) => `由${name}口头说的，村里代提`,
		proxy: "这户说有一笔积分不对",
		proxyHint: "您没有经手那一笔才能代提。由别人三个工作日里答复。",
		which: "哪一笔",
		proxyDone: "替这户提了，三个工作日里有人答复。",
	},
	sheet: {
		title: ({ month }: { month: string }) => `${month}积分公示`,
		kicker: "庭院积分月结",
		heads: ["门牌", "本月得", "本月用", "现有"],
		told: ({
			lastDay,
			households,
			earned,
			spent,
			balance,
		}: {
			lastDay: string;
			households: number;
			earned: number;
			spent: number;
			balance: number;
		}) => `积分记到${lastDay}。本月 ${households} 家，共得 ${earned} 分，用 ${spent} 分，月底共有 ${balance} 分，现予公示。`,
		until: ({ until }: { until: string }) => `公示到${until}为止。`,
		object:
			"自家的分对不上，在公示期里用手机打开“积分明细”，点“这笔不对”；不用手机的，请到村委会找没有经手的人代提。三个工作日里答复，没答复完不锁定。",
		code: "核对码",
		how: "扫码打开网页，输入核对码，就知道这张表和账对不对得上。",
		office: ({ village }: { village: string }) => `${village}（盖章）　　　年　月　日`,
		page: "页",
	},
	check: {
		title: "核对积分公示表",
		lede: "手里或墙上的公示表下面有十二位核对码，输进来，看和账对不对得上。",
		label: "核对码",
		hint: "十二位字母和数字，大小写、中间的横线不要紧。",
		button: "核对",
		notACode: "核对码是十二位字母和数字，请照着表再输一次。",
		tooMany: ({ minutes }: { minutes: number }) => `这里查得太勤了，请过 ${minutes} 分钟再来。`,
		agrees: "对得上：这张表和账上的一样。",
		sums: ({
			village,
			month,
			households,
			earned,
			spent,
			balance,
		}: {
			village: string;
			month: string;
			households: number;
			earned: number;
			spent: number;
			balance: number;
		}) => `${village}，${month}：${households} 家，共得 ${earned} 分，用 ${spent} 分，月底共有 ${balance} 分。`,
		until: ({ until }: { until: string }) => `公示到${until}为止，有异议现在就提。`,
		locked: "这个月公示满了，已经锁定。",
		compare: "再看一眼表上的村名、月份和总数是不是这样；不一样，就是有人换了表。",
		differs: "对不上：账里没有这样一张表。",
		whatToDo: "先照着表再输一次，看是不是输错了。还是对不上，请拍下这张表，到村委会问，或者打镇里的监督电话。",
		nothing: "这里只说表和账对不对得上，不显示哪一家。",
	},
	refused: {
		month: "请选一个月份，例如 2026-11。",
		oneBefore: ({ month }: { month: string }) => `${month} 还没有锁定，先把那个月办完。`,
		inOrder: ({ month }: { month: string }) => `月结一个月接一个月，下一个是 ${month}。`,
		notYet: ({ day }: { day: string }) => `这个月记到 25 日，${day} 起才能月结。`,
		disputesOpen: ({ count }: { count: number }) => `还有 ${count} 笔农户说不对的积分没有答复。先答复，再往下办；什么都没有丢。`,
		clockDoubted: "服务器的时钟可能不准，月结先停下。请区里的管理员在“定时任务”里看过时间，再来办。",
		days: ({ least, most }: { least: number; most: number }) => `公示至少 ${least} 天，最多 ${most} 天。`,
		inReview: ({ day }: { day: string }) => `26 到 28 日是复核，${day} 起才能公示。`,
		notNoticed: "还没有公示，不能锁定。",
		noSheetYet: "这个月还没有公示，没有公示表可以打印。先在月结里开始公示。",
		noticeRuns: "公示还没有满，不能锁定。",
		closedMonth: ({ month }: { month: string }) => `${month} 已经月结，不能再往里记。要改的，记在现在这个月。`,
		locked: ({ month }: { month: string }) =>
			`${month} 公示满了，已经定下来，这一笔不能再提。有错请直接找村里，错了的会在现在这个月改过来。`,
		words: ({ most }: { most: number }) => `最多写 ${most} 个字。`,
		correction: ({ least, most }: { least: number; most: number }) => `这一笔最少改 ${least} 分，最多改 ${most} 分，请填整数；不用改填 0。`,
		spentEntry: "兑换、到期和并户的，请到积分超市或户的变动里改，这里填 0。",
		takenBack: "这一笔已经收回了，不能再扣一次，这里填 0。",
		answered: "这一笔已经答复过了。",
		ownDispute: "您替这户提的，请别人答复。",
	},
};
