/** What the trail says of ratings, scorers and relatives. */
export const ratingTrail = {
	rating: {
		open: "开了一轮评分",
		draw: "抽了评分员",
		mark: "交了一户的分",
		close: "收了一轮的分",
		revisit: "换人再看一户",
		settle: "定下一轮评分",
	},
	relative: { declare: "申报亲属" },
	scorer: {
		appoint: "添了评分员",
		end: "不再让人评分",
		propose: "提名了评分员，请第二个人签",
		sign: "签了一位评分员",
		refuse: "没有签一位评分员",
	},
};
