/** 故事写到了谁。 */
export const storyTold = {
	title: "写到了谁",
	hint: "文字里写到的每一户都要在这里，也都要同意：有前后对比的自己会在，没有的（比如邻居帮着收拾的老人家）请加上。",
	nobody: "还没有写到哪一户。",
	byPair: "用了它的前后对比",
	added: ({ name }: { name: string }) => `${name}加上的`,
	agreed: "同意放在本站",
	silent: "还没有同意",
	remove: "没有写到，拿掉",
	more: "还写到了别的人家",
	find: "户主、门牌号或者门牌码",
	findHint: "在您管的范围里找。",
	noneFound: "没有找到别的人家。换个写法再找一找。",
	add: "加上这一户",
};
