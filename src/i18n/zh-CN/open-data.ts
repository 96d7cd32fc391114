/** 数据开放. */
export const openData = {
	title: "数据开放",
	lede: "页面上人人看得到的数字、照片和名单，也可以成批取用。页面上没有的，这里也没有。",
	lists: {
		regions: { title: "地方和数字", text: "每个镇、村、组的名字、编码、已公开的对比有多少对；导入过轮廓的，也有轮廓。" },
		pairs: { title: "前后对比", text: "光荣墙上的每一对：在哪个村组、哪一类、户里自己写的话、照片的地址。没有姓名，没有门牌。" },
		exposure: { title: "曝光卡", text: "此刻正在曝光的公共场所。撤下的、按期改好的，一个字也不留。位置只到大约一百米见方的格子。" },
		policies: { title: "曝光办法", text: "哪些村的村民会议通过了曝光办法，文号和日期。" },
		boards: { title: "榜", text: "公布过的每一期榜。要核对，就下载它的文件，自己再算一遍。" },
		"board-places": { title: "榜上的地方", text: "一期榜上点到的地方，和走访察看的次数、发现问题的次数。" },
		units: { title: "责任单位", text: "一个村由哪些单位负责什么，单位的电话。只有单位，没有个人。" },
	},
	parameters: {
		village: "村的 id",
		category: "类别的编码",
		board: "一期榜的 id",
		after: "下一页：照抄上一页给的 next",
	},
	found: "找到的",
	unchanged: "和您手里的一样",
	problem: "为什么没有给",
	tooMany: ({ minutes }: { minutes: number }) => `取得太快了，请过 ${minutes} 分钟再来。`,
};
