/** 抽签: how anybody draws again, and what a draw cannot be. */
export const draws = {
	check: "给懂电脑的人：自己查一遍抽签",
	commitment: "抽签种子的封存码",
	commitmentNote: "公告时先封存，结果出来时公开种子。谁都能核对：先后、并列，都是先定好的，没有人动过手脚。",
	tickets: "每户的签这样算，从小到大取：",
	ticket: ({ seed, purpose }: { seed: string; purpose: string }) => `SHA-256("${seed}:${purpose}:庭院编号")`,
	wrong: {
		period: "抽签的起止日期不对：截止要在开始以后。",
		count: ({ most }: { most: number }) => `抽签户数请填 1 到 ${most}。`,
	},
};
