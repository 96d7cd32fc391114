/** 审核. `reasons` are told to the household by their code: what is wrong, and what to do. */
export const moderation = {
	title: "审核",
	decidedMeanwhile: ({ name, outcome }: { name: string; outcome: string }) =>
		`${name}已经处理了这一组（${OUTCOME_WORDS[outcome] ?? outcome}），您这一次没有改动任何内容。`,
	withdrawnMeanwhile: "这户刚刚撤回了这一组，照片不再公开，也不用再审。您这一次没有改动任何内容。",
	resentMeanwhile: "这户刚刚改过又发来了，下面是新的内容。请再看一遍，再决定。",
	notWaiting: "这一组现在不在待审，您这一次没有改动任何内容。",
	openedByOther: ({ name }: { name: string }) => `${name}正在看这一组。等一等，或者先接过来再决定。`,
	consentMissing: "这户没有同意公开，所以不能公开。可以退回，请这户补上同意。",
	reasonMissing: "请选一条原因，或者写一句话：这户要知道为什么、怎么改。",
	unfitReason: "选的原因和这个处理对不上，请重新选。您写的话还在。",
	noteTooLong: ({ limit }: { limit: number }) => `写给这户的话最多 ${limit} 个字，请缩短一点。您写的话还在。`,
	undoTooLate: ({ seconds }: { seconds: number }) => `已经超过 ${seconds} 秒，不能撤销了。`,
	undoMovedOn: "这户已经接着改了，或者已经撤回，不能再撤销这个处理。",
	nothingSelected: "还没有选。请先勾选要一起处理的几组。",
	tooManySelected: ({ limit }: { limit: number }) => `一次最多处理 ${limit} 组，请少选几组。`,
	nothingDrawn: "还没有画要遮挡的地方。请先画一个框，照片没有改动。",
	outcomes: { published: "公开", returned: "退回", declined: "不采用" },
	reasons: {
		blurred: { what: "照片不清楚", toDo: "站稳再拍一张，擦一擦镜头。" },
		too_dark: { what: "照片太暗", toDo: "白天再拍一张，背对着太阳拍。" },
		other_place: { what: "前后两张看不出是同一个地方", toDo: "站在同一个位置、对着同一个方向再拍。" },
		swapped: { what: "前后两张放反了", toDo: "把“整治前”和“整治后”换过来。" },
		same_picture: { what: "前后是同一张照片", toDo: "把另一张照片换上来。" },
		unfinished: { what: "看上去还没有收拾完", toDo: "收拾好以后，补拍一张“整治后”再发来。" },
		people_in_picture: { what: "照片里有人或者车牌", toDo: "换一张没有人、没有车牌的照片。" },
		private_words: { what: "文字里有姓名、电话或门牌号", toDo: "把这些去掉再发来。" },
		wrong_category: { what: "类别选得不对", toDo: "重新选一个合适的类别。" },
		not_courtyard: { what: "照片里不是自家庭院", toDo: "请发自家院子的前后对比。" },
		used_before: { what: "这张照片以前用过", toDo: "请发这一次新拍的照片。" },
		not_own: { what: "这张照片是别处的", toDo: "如果弄错了，请到村委会说明。" },
		unfit: { what: "内容不适合公开", toDo: "如果弄错了，请到村委会说明。" },
	},
};

const OUTCOME_WORDS: Record<string, string> = { published: "公开", returned: "退回", declined: "不采用" };
