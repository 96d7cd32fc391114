/** Two ballots of one household. */
export const conflicts = {
	way: "投了两次的户",
	title: "纸上和手机都投了的户",
	lede: "两张票都原样留着，这里看不到投了谁。一个人提议以哪一张为准，另一个人同意才算；核完才能计票，这户会在“我家的庭院”看到结果。",
	sealed: "投票截止以后才能看",
	sealedHint: "截止以前，谁投了票、怎么投的，工作人员也不能看。",
	none: "没有哪一户又用纸又用手机投",
	noneHint: "有的话会列在这里。",
	channels: { phone: "手机投的票", kiosk: "投票台投的票", paper: "纸质选票" },
	otherAt: ({ channel, at }: { channel: string; at: string }) => `${channel}，${at}`,
	paperAt: ({ at }: { at: string }) => `纸质选票，${at}录完`,
	settlement: { paper: "以纸质选票为准", other: "以手机或投票台的票为准" },
	which: "以哪一张为准",
	whyHint: "这户会看到。例如：上门问过，本人说后来改主意，投了纸质的。",
	done: { settlement: "核定了，这户会在“我家的庭院”看到。" },
};
