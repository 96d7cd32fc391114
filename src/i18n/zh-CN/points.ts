/** 积分. `rules` are told by their code, `kinds` by the kind of ledger entry. */
export const points = {
	title: "积分",
	unit: ({ points }: { points: number }) => `${points} 分`,
	signed: ({ points }: { points: number }) => `${points > 0 ? "+" : "−"}${Math.abs(points)} 分`,
	balance: "现有积分",
	balanceAfter: "结余",
	empty: "还没有积分。发一组庭院前后对比，公开后就有 5 分。",
	older: "看更早的",
	rules: {
		P01: "庭院前后对比公开",
	} as Record<string, string>,
	kinds: {
		issue: "记入",
		adjust: "调整",
		redeem: "兑换",
		expire: "到期",
		reverse: "冲回",
	},
	capReached: "本月这一项的两次积分已经记满；照片照样公开，下个月再记分。",
	notBelowZero: "积分不够，没有记账，什么都没有变。",
};
