export const submissions = {
	title: "前后对比",
	notEditable: {
		waiting: "已经交上去了，村里正在看，现在不能改。想改的话，可以先撤回。",
		published: "已经公开了，不能再改。不想公开的话，可以撤回。",
		declined: "这一份村里已经答复，不能再改。可以另外交一份新的。",
		withdrawn: "这一份已经撤回，不能再改。可以另外交一份新的。",
	},
	missing: {
		before: "还缺一张收拾以前的照片。补上就能交，别的都还在。",
		after: "还缺一张收拾以后的照片。补上就能交，别的都还在。",
		category: "请选一样：收拾了什么。别的都还在。",
		startedBy: "请选一样：是自己想收拾的，还是村里提醒以后收拾的。两样都好。",
		consent: "请先看看下面那段话，同意公开就打个勾。不打勾就不会公开，这份也先不交，草稿给您留着。",
	},
	tooManyWords: ({ limit, over }: { limit: number; over: number }) => `最多写 ${limit} 个字，现在多了 ${over} 个。请删短一点，写的都还在。`,
	tooManyDrafts: ({ limit }: { limit: number }) => `您手上已经有 ${limit} 份没交的。请先把它们弄完，或者删掉一份，再开新的。`,
	tooManyToday: ({ limit }: { limit: number }) => `一家一天最多交 ${limit} 份，今天已经够了。草稿给您留着，明天再交。`,
	tooManyPhotosToday: ({ limit }: { limit: number }) => `一家一天最多传 ${limit} 张照片，今天已经够了。传好的都还在，明天再接着传。`,
	sideFull: {
		before: ({ limit }: { limit: number }) => `收拾以前的照片最多 ${limit} 张，已经满了。想换的话，先去掉一张。`,
		after: ({ limit }: { limit: number }) => `收拾以后的照片最多 ${limit} 张，已经满了。想换的话，先去掉一张。`,
	},
	sameOnOtherSide: {
		before: "这张照片已经放在“收拾以后”了，不能再放到“收拾以前”。请换一张。",
		after: "这张照片已经放在“收拾以前”了，不能再放到“收拾以后”。请换一张。",
	},
	under14: "不满十四岁，要请家里大人来交。填好的都还在，大人登录以后就能交。",
};
