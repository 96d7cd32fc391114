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
	outcome: ({ reason }: { reason: string }) => `作废（${reason}）`,
	none: "没有作废的提议",
	noneHint: "大多数时候就该是这样。",
	final: "签字以后不能撤回；只有这户申请复核、另有两个人签字，才照样计票。",
	done: {
		invalidation: "已作废，这户会在“我家的庭院”看到原因。家里不用手机的，请打印告知单送去。",
	},
};
