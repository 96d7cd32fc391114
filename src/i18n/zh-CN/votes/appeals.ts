/** What two people signed about a household's ballot, and its appeal (申请复核). */
export const appeals = {
	title: "我家的票",
	lede: ({ round }: { round: string }) => `“${round}”里，两个人签字定下来的。`,
	signedOn: ({ day }: { day: string }) => `${day}签字`,
	explain:
		"觉得不对，可以申请复核一次：由没有签过字的人重新看、提结论，再由另一个人签字才算。复核完才计票，您家投给了谁，一直封着，谁也不看。",
	until: ({ until }: { until: string }) => `${until}前可以申请。`,
	atOffice: "不方便打字，也可以到村委会当面说，请工作人员替您写下来。",
	words: "您家的说法",
	wordsHint: "说说当时是怎么回事、谁可以作证。请不要写别人的电话。5 到 500 个字。",
	send: "申请复核",
	sent: "申请收到了，会有没签过字的人重新看。",
	own: "您家的申请",
	byOffice: "这是村里替您家写的。您可以自己再说一遍，以您家自己说的为准。",
	waiting: "正在复核，结果会写在这里。",
	tooLate: "申请复核的时间已经过了。到村委会可以问一问。",
	none: "您家的票没有被作废",

	/** 告知单: the paper for households without a phone. */
	letter: {
		title: "告知单",
		how: "打印一张，送到家里，当面念一遍。签过字的人不要去送。",
		to: ({ place, head }: { place: string; head: string }) => `${place}　${head} 户：`,
		what: ({ round }: { round: string }) => `您家在“${round}”里投的选票，经两个人核实、签字，计票时不算。投给了谁，仍然封着，谁也没有看。`,
		reason: "原因",
		found: "查到的情况",
		may: ({ until }: { until: string }) => `觉得不对，${until}以前可以申请复核，有两个办法：`,
		byPhone: "用手机：登录以后打开“我家的庭院”，点这条消息。",
		byMouth: "不用手机：到村委会当面说，或者请上门的人替您写在下面。",
		outcome: "由没有签过字的人重新看，结果会告诉您。这是人气奖，票算不算，都不影响您家的积分、评星和任何待遇。",
		sign: "户主或家里人签字",
	},
};
