/** 走访察看: 抽签抽到的组，十处公共地方. */
export const inspections = {
	title: "这个月要看的组",
	places: {
		entrance: "村口",
		road: "主路",
		lane: "背街小巷",
		ditch: "沟渠",
		bins: "垃圾收集点",
		toilet: "公厕",
		square: "广场、文化场所",
		pond: "河塘边",
		roadside: "田头路边",
		vacant: "空宅空地",
	},
	found: { clean: "干净", fault: "有问题", none: "没有这种地方" },
	foundMissing: "请选干净、有问题，还是没有这种地方。",
	placeMissing: "请选看的是哪一处。",
	answeredAlready: "这一处已经看过了，不能改。",
	monthOver: "这个月的走访已经过了，不能再补。",
};
