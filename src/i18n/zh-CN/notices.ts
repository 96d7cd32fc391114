/** 消息: one sentence for each kind; `reasons` are already in words, and empty where there are none. */
export const notices = {
	title: "给您家的消息",
	dismiss: "知道了",
	kinds: {
		pair_shown: ({ points }: { points: number }) => (points > 0 ? `您家的前后对比展示了，记 ${points} 分` : "您家的前后对比展示了"),
		pair_returned: ({ reasons }: { reasons: string }) => (reasons ? `请改一改再交：${reasons}` : "请改一改再交，村里写了话"),
		pair_declined: ({ reasons }: { reasons: string }) => (reasons ? `有一组没有采用：${reasons}` : "有一组没有采用，村里写了为什么"),
	},
};
