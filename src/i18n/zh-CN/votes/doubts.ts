import { appeals } from "./appeals.ts";
import { flags } from "./flags.ts";
import { invalidations } from "./invalidations.ts";

/** Between closing and count: the returning officer's questions, the two signatures, the household's answer. */
export const doubts = {
	notClosed: "投票截止以后才能办。",
	countedAlready: "已经计过票，不能再作废或复核：前后两次计票一比，就看得出那一户投给了谁。有出入，请在异议期里提。",
	isFinal: "这一轮已经定了，不能再改。",

	noteMissing: "请写下核实的结果，2 到 500 个字。",

	noBallot: "这户没有投过票。",
	answeredByAnother: "这一条已经由别人写了核实结果，不能改。您有不同的发现，可以提议作废，或者请写的人来改。",
	nobodyNew:
		"作废以后，这户可以申请复核，要由没签过字、也不用回避的人来看；现在这样的人一个也没有。请先请上级添一位管理员或监票人，再来签。",

	appealedAlready: "这张票已经申请过一次复核，请看下面的结果。",
	appealTooLate: "申请复核的时间已经过了。",
	appealNotBySigner: "您签过这张票，不能替这户写申请，请换一个人。没有改动任何内容。",
	notSigned: "这张票还没有作废，不用申请复核。",
	newPersonRules: "您签过这张票，复核的结论要由没签过字的人先提出。",

	appeals,
	flags,
	invalidations,
	/** What a household reads about its own ballots. */
	news: {
		title: "我家的票",
		paper: "您家的纸质选票已经录好，算数。",
		spoiled: "您家的纸质选票没法计入：勾得太多，一个也没勾，或者看不清。",
		conflict: "您家既投了纸质选票，又用手机或投票台投过。两张都留着，村里正在核对，结果会写在这里。不用再投。",
		settled: {
			paper: ({ why }: { why: string }) => `您家投了两次，核对下来以纸质选票为准。理由：${why}`,
			other: ({ why }: { why: string }) => `您家投了两次，核对下来以手机或投票台的票为准。理由：${why}`,
		},
		invalidated: ({ reason, why }: { reason: string; why: string }) => `您家的票作废了，计票时不算。原因：${reason}。${why}`,
	},
};
