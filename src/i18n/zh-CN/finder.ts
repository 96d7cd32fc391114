/** 查找：一个框，查地方和农户。 */
export const finder = {
	label: "查地方或农户",
	hint: "名字、拼音或首字母、户编号、门牌码、庭院编号、代码都行。同名多的，前面加上村名，例如：高庄 王秀英",
	find: "查找",
	clear: "不查找，看全部",
	empty: "清空",
	found: ({ search }: { search: string }) => `“${search}”的查找结果`,
	places: "地方",
	households: "农户",
	allHouseholds: "看查到的全部农户",
	none: "没有找到。",
	noneHint: "少写几个字，或者换成拼音试试。只查您管的地方，撤销了的不在里面。",
	seeHouseholds: "农户",
	seeDoorCodes: "门牌码",
	narrow: {
		why: "地方太多，列不下。先查村名，或者一级一级选，下面就能选了。",
		steps: { district: "先选区县", town: "或者先选镇街", village: "选村", hamlet: "选组" },
		show: { district: "列出镇街", town: "列出这个镇的村", village: "列出这个村的组", hamlet: "列出农户" },
		find: "查村名、拼音",
	},
};
