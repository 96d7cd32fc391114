/** 留痕日志里回头看的事。 */
export const lookbackTrail = {
	seal: "封存了下个月回头看的种子",
	open: "公开了一个月回头看的种子",
};
