/** What the trail says of ratings, scorers and relatives. */
export const ratingTrail = {
	rating: {
		open: "开了一轮评分",
		draw: "抽了评分员",
		mark: "交了一户的分",
		close: "收了一轮的分",
		revisit: "换人再看一户",
		settle: "定下一轮评分",
		show: "户里改了庭院页上写不写星级",
	},
	relative: { declare: "申报亲属" },
	title: {
		propose: "推荐一户示范户",
		agree: "户里说愿意当示范户",
		notice: "公示一户示范户",
		grant: "给了示范户称号",
		decline: "一户示范户不评了",
		check: "复核示范户",
		warn: "示范户复核没通过，限期改正",
		clear: "示范户改好了，称号保留",
		reply: "户里对复核说了话",
		remove: "示范户摘牌",
		give_up: "户里不要示范户称号了",
		show: "户里改了牌子和庭院页连不连在一起",
	},
	scorer: {
		appoint: "添了评分员",
		end: "不再让人评分",
		propose: "提名了评分员，请第二个人签",
		sign: "签了一位评分员",
		refuse: "没有签一位评分员",
	},
};
