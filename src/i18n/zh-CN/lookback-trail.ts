/** 留痕日志里回头看的事。 */
export const lookbackTrail = {
	seal: "封存了下个月回头看的种子",
	open: "公开了一个月回头看的种子",
	answer: "写下一次回头看",
	show: "改了回头看写不写在自家页上",
	appeal: "对一次回头看申诉",
	answer_appeal: "答复对回头看的申诉",
	settle: "按回头看定下暂存的积分",
};
