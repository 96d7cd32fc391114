/** 评选的一轮: its rules, candidates and roll, as staff make it ready. */
export const rounds = {
	title: "评选",
};
