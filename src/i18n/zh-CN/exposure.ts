/** 曝光: 没按期改好的公共地方. */
export const exposure = {
	title: "待改进的地方",
	stages: { proposed: "等着第二个单位签字", dropped: "没有公开", shown: "公开了", corrected: "已整改", left: "已撤下" },
	notLate: "这个点位没有过期，或者按期改好了、正在申诉：不能公开。",
	noPolicy: "这个村还没有登记村民会议通过的曝光办法，或者是在交办以后才通过的：不能公开。",
	pictureMissing: "请选一张反映时的照片。",
	shownAlready: "这次交办已经公开过了，只公开一次。",
	sameOffice: "提出和签字的要是两个不同单位的人。请另一个单位的人来签。",
	notBySigner: "提出和签字的人不能复核，请别的人来看。",
	nothingToReview: "没有等着看的“涉及我”。",
	wordsNeeded: "这一处看过一次了，还要撤下，请写明为什么，至少 5 个字。",
	documentMissing: ({ limit }: { limit: number }) => `请填村民会议决定的文件号，2 到 ${limit} 个字。`,
	dayMissing: "请填开会的日子，不能晚于今天。",
};
