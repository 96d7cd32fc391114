interface Signed {
	name: string;
	outcome: string;
	at: string;
}

/** Offices in words; empty where there are none. */
interface Offices {
	prepared: string;
	appointers: string;
}

/** 两个人办: one proposes, another signs. */
export const approvals = {
	secondPerson: "这要由另一个人来签。您提议的，请监票人或另一位管理员来办。",
	whyMissing: ({ least, most }: { least: number; most: number }) => `请写明查到了什么，${least} 到 ${most} 个字。这户会看到这段话。`,
	proposedAnew: "刚才有人改了提议。请看清楚新的提议再决定。",
	signedAlready: "两个人已经签过，不能再提。",
	answeredAlready: "已经有人签过，不能再改。",
	refusedOnce: "您提过，别人没有同意，现在没有另一位监票人可以再看。请另一位管理员来提，或请上一级添一位监票人。没有改动任何内容。",
	refusedBefore: "这件事您已经不同意过一次，这回由另一位监票人来定。没有改动任何内容。",
	whyNot: ({ least, most }: { least: number; most: number }) => `请写为什么不同意，${least} 到 ${most} 个字。同事和这户都会看到。`,
	appealLength: ({ least, most }: { least: number; most: number }) => `请写 ${least} 到 ${most} 个字，说清楚哪里不对。您写的还在。`,

	proposed: ({ name, outcome, at }: Signed) => `${name} 提议${outcome}，${at}`,
	signed: ({ name, outcome, at }: Signed) => `已定：${outcome}（${name} 签字，${at}）`,
	refused: ({ name, at }: Signed) => `没有通过（${name} 不同意，${at}）`,
	refusedBeforeBy: ({ count, names }: { count: number; names: string }) => `同一件事以前提过，${count} 次没有通过：${names} 不同意。`,
	notProposed: "还没有人提出，等提出了再签。",
	waits: "等另一个人签字。",
	ask: ({ names }: { names: string }) => `要由互不任命的人来签，可以请：${names}。`,
	askAbove: "要由互不任命的人来签，现在没有这样的人。请上一级（村里办的请镇里）任命一位同事。",
	sign: ({ outcome }: { outcome: string }) => `签字：${outcome}`,
	refuse: "不同意",
	whyNotLabel: "为什么不同意",
	whyNotHint: "5 到 300 个字，写上您的名字公开给同事和这户看。同一个人再提，就由另一位监票人来定。",
	own: "这一户您要回避，请别人来办。",
	propose: "提议",
	proposeOther: "改提一个",
	why: "查到了什么",
	whyHint: "5 到 300 个字。这户会原样看到，请写事实，不写别人的名字。",
	offices: ({ prepared, appointers }: Offices) =>
		`这一轮由${prepared || "本站"}准备。哪张票不算，要两个人签字；${appointers ? `第二个签字的人由${appointers}任命` : "还没有能签第二个字的人"}。`,
	setUp: "建站的人",
	done: { proposed: "提议记下了，等另一个人签字。", signed: "签好了，这户会看到。", refused: "记下了，没有通过，一切照旧。" },
};
