/** An open round on pages that people visit anyway, and whether one's own household has voted. */
export const openRounds = {
	title: ({ name }: { name: string }) => `${name}，正在投票`,
	until: ({ moment }: { moment: string }) => `一户一票，${moment}截止`,
	vote: "去投票",
	more: ({ count }: { count: number }) => `还有 ${count} 个评选正在投票`,
	cast: ({ at, until }: { at: string; until: string }) => `您家已经投了（${at}）。${until} 前还能改。`,
	withdrawn: "您家的票撤回了，现在算没投。",
	onPaper: "您家投的是纸票，已经收到，算数。",
	unsettled: "您家网上投了，纸票也交了，村里正在核对，结果会告诉您。",
	receipt: "看回执",
	change: "改一改",
	again: "再投一次",
};
