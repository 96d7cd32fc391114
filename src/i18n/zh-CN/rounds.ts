/** 评选的一轮: its rules, candidates and roll, as staff make it ready. */
export const rounds = {
	title: "评选",

	notYours: "这一轮评选由所辖范围的管理员主持，您只能查看。没有改动任何内容。",
	isAnnounced: "这一轮已经公告，规则、候选和提名都不能再改。要改就作废这一轮，说明原因，另开一轮。",
	isCancelled: "这一轮已经作废。要接着办，请另开一轮。",
};
