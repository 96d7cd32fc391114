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
