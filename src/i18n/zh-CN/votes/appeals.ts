/** 复核: a household against what made its ballot invalid. */
export const appeals = {
	// The household's page.
	title: "申请复核",
	lede: ({ round }: { round: string }) => `您家在“${round}”投的票，两个人签字作废了，计票时不算。`,
	signedOn: ({ day }: { day: string }) => `${day}签字`,
	explain: "觉得不对，可以申请复核一次：由没有签过字的人重新看，两个人签了才算。复核完才计票，您家投给了谁，一直封着，谁也不看。",
	until: ({ until }: { until: string }) => `${until}前可以申请。`,
	atOffice: "不方便打字，也可以到村委会当面说，请工作人员替您写下来。",
	form: "请重新看一看",
	words: "您家的说法",
	wordsHint: "说说当时是怎么回事、谁可以作证。请不要写别人的电话。5 到 500 个字。",
	send: "申请复核",
	sent: "申请收到了，会有没签过字的人重新看。",
	own: "您家的申请",
	byOffice: "这是村里替您家写的。您可以自己再说一遍，以您家自己说的为准。",
	waiting: "正在复核，结果会写在这里。",
	tooLate: "申请复核的时间已经过了。到村委会可以问一问。",
	none: "您家的票没有被作废",
	noneHint: "这里没有要您办的事。",
	toRound: "回到这一轮评选",
	toHome: "回到我家的庭院",
	rulings: {
		stands: "复核以后，还是不算",
		restored: "复核以后，照样计票",
	},

	// What stands at the household's door on the news of its ballots.
	news: {
		may: ({ until }: { until: string }) => `觉得不对，${until}前可以申请复核，由没有签过字的人重新看。`,
		link: "申请复核",
		appealed: "您家的票被作废了，您申请了复核，正在由没签过字的人重新看。结果会写在这里。",
		ruled: {
			stands: ({ why }: { why: string }) => `您家的票复核过了，还是不算。理由：${why}`,
			restored: ({ why }: { why: string }) => `您家的票复核过了，照样计票。理由：${why}`,
		},
	},

	// The officers' part.
	staff: {
		until: ({ until }: { until: string }) => `这户 ${until}前可以申请复核；期满以前，或复核没有办完，都不能计票。`,
		notice: "打印告知单",
		writeDown: "这户当面说了，替它写下来",
		writeDownHint: "照这户的原话写。签过字的人不能代写。",
		write: "记下申请",
		said: ({ at }: { at: string }) => `这户${at}申请复核：`,
		which: "复核的结论",
		ruling: { stands: "还是作废", restored: "照样计票" },
		newPerson: "您签过这张票，复核的结论要由没签过字的人提出。",
		done: {
			appealed: "申请记下了。请没签过字的人来复核。",
			ruling: "复核完了，这户会在“我家的庭院”看到。",
		},
	},

	// The paper for households without a phone.
	notice: {
		title: "告知单",
		back: "回到作废",
		how: "打印一张，送到家里，当面念一遍。签过字的人不要去送。",
		to: ({ place, head }: { place: string; head: string }) => `${place}　${head} 户：`,
		what: ({ round }: { round: string }) => `您家在“${round}”里投的选票，经两个人核实、签字，计票时不算。投给了谁，仍然封着，谁也没有看。`,
		reason: "原因",
		found: "查到的情况",
		may: ({ until }: { until: string }) => `觉得不对，${until}以前可以申请复核，有两个办法：`,
		byPhone: "用手机：登录以后打开“我家的庭院”，点“申请复核”。",
		byMouth: "不用手机：到村委会当面说，或者请上门的人替您写在下面，工作人员会替您递上去。",
		outcome: "复核由没有签过字的人来看，两个人签字才算，结果会告诉您。这是人气奖，票算不算，都不影响您家的积分、评星和任何待遇。",
		say: "您家的说法",
		sign: "户主或家里人签字",
		day: "日期",
	},
};
