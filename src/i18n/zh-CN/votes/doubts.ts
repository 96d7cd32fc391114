import { appeals } from "./appeals.ts";
import { news } from "./ballot-news.ts";
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
	news,
};
