import { closeDesk } from "./close-desk.ts";

/** 积分月结: how a village closes a month of points, and what a household says against an entry. */
export const closes = {
	desk: closeDesk,
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
		noticeRuns: "公示还没有满，不能锁定。",
		closedMonth: ({ month }: { month: string }) => `${month} 已经月结，不能再往里记。要改的，记在现在这个月。`,
		locked: ({ month }: { month: string }) => `${month} 公示过、锁定了，这一笔不能再提。有错请直接找村里，错了的会在现在这个月改过来。`,
		words: ({ most }: { most: number }) => `最多写 ${most} 个字。`,
		correction: ({ least, most }: { least: number; most: number }) => `这一笔最少改 ${least} 分，最多改 ${most} 分，请填整数；不用改填 0。`,
		spentEntry: "兑换、到期和并户的，请到积分超市或户的变动里改，这里填 0。",
		answered: "这一笔已经答复过了。",
		ownDispute: "您替这户提的，请别人答复。",
	},
};
