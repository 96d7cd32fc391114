import type { Answer, ChangeKind, QuestionKind } from "#domain/households/roster/types.ts";

interface Asked {
	where: string;
	was: string;
	becomes: string;
}
interface Found {
	found: string;
	becomes: string;
}
type Asks = Record<QuestionKind, (asked: Asked) => string>;

const maybe: Record<QuestionKind, (found: Found) => string> = {
	number: ({ found, becomes }) => `${becomes}原来在 ${found}，像是换了编号。`,
	head: () => "",
	arrival: ({ found, becomes }) => `${found} 也叫${becomes}，可能是同一户。`,
	closed: () => "",
	newHamlet: ({ found }) => `本村已经有${found}。`,
	placeName: () => "",
	placeElsewhere: () => "",
};
const asks: Asks = {
	number: ({ where, was, becomes }) => `${where}：原来是${was}家，表里是${becomes}。`,
	head: ({ where, was, becomes }) => `${where}：原来的户主是${was}，表里是${becomes}。`,
	arrival: ({ where, becomes }) => `${where}：原来没有，表里是${becomes}。`,
	closed: ({ where, was }) => `${where} ${was}：这户已经注销。`,
	newHamlet: ({ where, becomes }) => `${where}：原来没有，表里叫“${becomes}”。`,
	placeName: ({ where, becomes }) => `${where}：表里叫“${becomes}”。`,
	placeElsewhere: ({ where, was, becomes }) => `${where}：现在归${was}，表里归${becomes}。`,
};
const kinds: Record<QuestionKind, string> = {
	number: "编号对不上：像是换了编号",
	head: "户主对不上",
	arrival: "新编号，同名的户在别处",
	closed: "已经注销的户",
	newHamlet: "村里原来没有的组",
	placeName: "地名对不上",
	placeElsewhere: "上级对不上",
};
const hints: Record<QuestionKind, string> = {
	number: "编号会重新排，人不会。选“编号变了”，各家的积分、照片、口令都跟着自己家走。",
	head: "同一个编号换了人名，可能是换了户主，也可能是写错了。",
	arrival: "是搬过来的，记录就跟着搬；只是同名，就登记成新的一户。",
	closed: "注销的不会再开。又有人住了，就登记成新的一户。",
	newHamlet: "是新的组，还是代码写错了？",
	placeName: "是改名，还是代码写错了？",
	placeElsewhere: "两个村合成一个，请到“村和组”里用“并入别的地方”。",
};
const choices: Record<Answer, string> = {
	died: "换了户主：老户主去世",
	left: "换了户主：老户主不在这户了",
	handed_over: "换了户主：老户主还在家",
	misspelt: "名字写错了，人没换",
	renumbered: "编号变了，不是同一户",
	moved: "同一户，搬到这里",
	new: "是新的，登记",
	rename: "改成表里的名称",
	keep: "不改，其余照表办",
	move: "归到表里写的地方",
	skip: "跳过，什么也不改",
};
const changes: Record<ChangeKind, string> = {
	head: "换户主",
	misspelt: "改户主的名字",
	number: "换编号、搬家",
	displaced: "让出编号（表里没有这户）",
	placeName: "改地名",
	placeElsewhere: "归到别处管",
	newPlace: "新增地方",
	facts: "改居住和参评",
	newHome: "新增农户",
};

/** What an import would change, shown before it does. */
export const preview = {
	...{ kinds, hints, asks, maybe, choices, changes },
	title: ({ file }: { file: string }) => `${file} 会改动什么`,
	nothing: "没有要改动的。",
	stale: "您看过以后，有人改动了这里的户或地方。还没有写入，请照现在的再看一遍。",
	ask: ({ count }: { count: number }) => `有 ${count} 处要您决定`,
	askLede: "没有决定的先不动，其余的可以先办。",
	all: ({ count }: { count: number }) => `这一类 ${count} 处都按`,
	most: "表里大半的户主都对不上，多半是列错了位，或者编号整体变了。请先照原来的名单核对表格，别急着答。",
	allEmpty: "一处一处选",
	oneEmpty: "先不动",
	firstOf: ({ shown, count }: { shown: number; count: number }) => `先列 ${shown} 处，共 ${count} 处。答完这些再列后面的。`,
	answer: "按选的再看一遍",
	stuck: {
		numberTaken: "这个编号现在的那一家自己也等着换，请先决定那一处。",
		notFound: "本村没有找到别的同名户，也没有人让出这个编号，不能按换编号办。",
	},
	columns: { line: "行", what: "改什么", where: "哪里", was: "原来", becomes: "改成" },
	shown: ({ shown, count }: { shown: number; count: number }) => `${count} 处，下面是前 ${shown} 处`,
	whole: "下载全部改动",
	wholeFile: "导入前看一遍.csv",
	mostShown: ({ count }: { count: number }) => `改动太多，下载的文件里只有前 ${count} 处；照着办的是全部。`,
	not: ({ word }: { word: string }) => `不是${word}`,
	confirm: ({ count }: { count: number }) => `照着办这 ${count} 处`,
	waiting: ({ count }: { count: number }) => `${count} 行还没有决定，先不动。`,
	skipped: ({ count }: { count: number }) => `${count} 行跳过了。`,
	questions: "下载没有决定的行",
	questionsHint: "在“处理”一列写上怎么办，再上传这份文件，就算回答了。",
	questionsFile: "要决定的行.csv",
};
