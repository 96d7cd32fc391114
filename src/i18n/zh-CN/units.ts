/** 责任单位和包片. */
export const units = {
	title: "责任单位",
	nameLength: ({ limit }: { limit: number }) => `单位名称写 2 到 ${limit} 个字。`,
	phoneOfOffice: "只填单位的办公电话，不填个人手机。没有就不填。",
	hasDuties: "这个单位还包着片，先把片交给别的单位。",
	closed: "这个单位已经停用了。",
	notOneself: "不能把自己加进单位，请别的管理员来加。",
	personMissing: "请选一位在岗的工作人员。",
	placeClosed: "这个地方已经停用了，请选别的。",
};
