/** How a round's candidates were chosen, on its public page. */
export const howChosen = {
	title: "候选怎么来的",
	drawn: "抽签",
	urn: ({ from, last, tickets, drawn }: { from: string; last: string; tickets: number; drawn: number }) =>
		`${from}到${last}公开过前后对比的，一户一张签：签筒里 ${tickets} 户，抽出 ${drawn} 户。`,
	everybody: "都请",
	allAsked: ({ from, last, tickets }: { from: string; last: string; tickets: number }) =>
		`${from}到${last}公开过前后对比的 ${tickets} 户都请了，没有抽签。`,
	once: "已经请过的户，不再放进签筒。抽出来的里面，",
	nominated: "提名",
	asked: ({ households }: { households: number }) => `工作人员提名 ${households} 户，`,
	standing: ({ numbers }: { numbers: number[] }) => (numbers.length === 0 ? "都没参加。" : `参加的是 ${numbers.join("、")} 号。`),
	silent: "没参加",
	silentText: ({ households }: { households: number }) =>
		`${households} 户没答应、没答复，或者又退出了。这里不写是哪几户，参不参加都不影响什么。`,
	against: ({ region, code, ordinal }: { region: string; code: string; ordinal: number }) =>
		`${code} 是${region}的区划代码；${ordinal} 表示起草时，${region}已经公告过 ${ordinal - 1} 轮评选，这是第 ${ordinal} 轮；庭院编号在每家庭院页的网址末尾。这几样大家都看得到，谁也改不了，所以起草多少次，抽出来都一样。`,
};
