/** 计票、异议、结果. */
export const results = {
	title: "评选结果",
};
