/** 选票: what a household reads while it votes, and its receipt. */
export const ballots = {
	title: "投票",

	// Why a ballot was not taken.
	empty: "还没有选。请至少选一户，再投出去。",
	tooMany: ({ limit, over }: { limit: number; over: number }) =>
		`最多选 ${limit} 户，现在多选了 ${over} 户。请去掉几户再投；其余的勾都还在。`,
	unknownCandidate: "有一户不在这轮的候选名单里。请按名单重新选一次。",
	candidateLeft: "有一户已经退出这轮评选。请改选别的户；其余的勾都还在。",
	ownHousehold: "不能投自己家。请改选别的户；其余的勾都还在。",
	ownVillage: "这一轮不能投本村的户，公告里写明了。请改选别的村的户；其余的勾都还在。",
	notOpenYet: "这轮评选还没有开始，到了时间再来投。",
	closed: "投票已经截止，刚才的没有记下。截止前投的照样算数。",
	cancelled: "这轮评选已经取消，不用投了。",
	notOnRoll: "您家不在这轮的投票户名册上。要是觉得不对，请到村委会问一问。",
	struck: "您家在开始前从投票户名册上划掉了。要是觉得不对，请到村委会问一问。",
	paperUsed: "您家的纸质选票已经录入，以那一张为准，不用再投。",
	paperUnsettled: "您家既有网上的票，又有纸质的票，村里正在核对。结果会告诉您，现在先不用投。",
	tooManyChanges: "您家已经改了很多次，不能再改了。最后一次投的算数。",
	nothingToWithdraw: "您家还没有投票，没有可以撤回的。",
	busy: "投票的人太多，刚才的还没有记下。请过几秒再按一次“投出去”，勾都还在。",
	sealed: "投票截止以前，谁也看不到选票，工作人员也不行。",
};
