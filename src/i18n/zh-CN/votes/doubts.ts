import { appeals } from "./appeals.ts";
import { flags } from "./flags.ts";

/** 要核实的: what officers look into between closing and count, and what two of them sign. */
export const doubts = {
	title: "要核实的",
	lede: "投了两次的户以哪张票为准，哪张票不算，都要一个人提议、另一个人签字。票一直留着，这里看不到投了谁。都核完了才计票。",
	sealed: "投票截止以后才能核实",
	sealedHint: "截止以前，票是封着的，谁投了票、怎么投的，谁也不能看。",

	notClosed: "投票截止以后才能办。",
	countedAlready: "已经计过票，不能再改：前后两次计票一比，就看得出那一户投给了谁。有出入，请在异议期里提。",
	isFinal: "这一轮的结果已经定下，不能再改。",
	noteMissing: "请写下核实的结果，2 到 500 个字。",
	noBallot: "这户没有投过票。",
	answeredByAnother: "这一条已经由别人写了核实结果，不能改。您有不同的发现，可以提议作废，或者请写的人来改。",
	nobodyNew: "这户申请复核的话，要由没签过字、也不用回避的人来看；现在一个也没有。请先请上级添一位管理员或监票人，再来签。",
	appealedAlready: "这张票已经申请过一次复核，请看下面的结果。",
	appealTooLate: "申请复核的时间已经过了。",
	notSigned: "这张票还没有作废，不用申请复核。",
	notBySigner: "您签过这张票：替这户写申请、提复核的结论，都要由没签过字的人来办。",

	none: "没有要两个人签的",
	waiting: ({ count }: { count: number }) => `没办完的 ${count} 户`,
	settled: ({ count }: { count: number }) => `办完的 ${count} 户`,
	waitsFor: {
		yours: "等您签字",
		signature: "等另一个人签字",
		ruling: "申请了复核，等人提结论",
		settlement: "投了两次，等人提议以哪张为准",
		household: "作废了，这户还可以申请复核",
	},
	twice: ({ channel, at, readAt }: { channel: string; at: string; readAt: string }) =>
		`投了两次：${channel}，${at}；纸质选票，${readAt} 录完。`,
	which: { invalidation: "原因", settlement: "以哪一张为准", ruling: "复核的结论" },
	reasons: {
		bought: "有人用钱物换票",
		coerced: "有人逼着投，或者替人投",
		not_by_household: "不是这户自己投的",
		duplicate_paper: "纸质选票重复",
	},
	invalid: ({ reason }: { reason: string }) => `作废（${reason}）`,
	settlement: { paper: "以纸质选票为准", other: "以手机或自助台的票为准" },
	ruling: { stands: "还是作废", restored: "照样计票" },
	final: "签字以后不能撤回；只有这户申请复核、另有两个人签字，才照样计票。",
	mayAppeal: ({ until }: { until: string }) => `这户 ${until} 前可以申请复核；期满以前，或复核没有办完，都不能计票。`,
	letter: "打印告知单",
	writeDown: "这户当面说了，替它写下来",
	writeDownHint: "照这户的原话写。签过字的人不能代写。",
	write: "记下申请",
	said: ({ at }: { at: string }) => `这户 ${at} 申请复核：`,

	find: "找一户",
	findHint: "户主名字，或者 4 位户编号。",
	search: "找",
	notFound: "投票户名册上没有找到。",
	more: ({ shown, total }: { shown: number; total: number }) => `找到 ${total} 户，先列 ${shown} 户。写全户主名字，或者写户编号，就少了。`,
	choose: "提议作废",
	proposeFor: ({ door }: { door: string }) => `提议作废：${door}`,

	done: {
		appealed: "申请记下了。请没签过字的人来复核。",
		found: "找好了，有新的，请看下面。",
		nothing: "没有新的线索。",
		answered: "记下了。",
	},

	appeals,
	flags,
};
