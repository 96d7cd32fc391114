/** 积分. `rules` are told by their code, `kinds` by the kind of ledger entry. */
export const points = {
	unit: ({ points }: { points: number }) => `${points} 分`,
	signed: ({ points }: { points: number }) => `${points > 0 ? "+" : "−"}${Math.abs(points)} 分`,
	notInBalance: "暂存的不算在现有积分里",
	balanceAfter: "这时共",
	empty: "还没有积分。交一组前后对比，展示以后就有 5 分。",
	emptyWaiting: "还没有积分。交来的那组村里正在看，展示以后记 5 分。",
	emptyReturned: "还没有积分。有一组要您改一改，改好展示以后记 5 分。",
	rules: {
		P01: "展示一组前后对比",
		T01: "并户转来的积分",
	} as Record<string, string>,
	kinds: {
		issue: "记入",
		hold: "暂存",
		vest: "兑现",
		adjust: "调整",
		redeem: "兑换",
		expire: "到期",
		reverse: "冲回",
	},
};
