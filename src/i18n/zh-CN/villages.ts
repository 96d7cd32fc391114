export const villages = {
	title: "村庄",
	lede: "按乡镇排，不分先后，不排名。",
	count: ({ count }: { count: string }) => `${count} 个村`,
	hamlets: "组和自然村",
	pairsIn: ({ count }: { count: string }) => `${count} 组照片`,
	noPairsIn: "还没有照片",
	takingPart: ({ households, pairs }: { households: string; pairs: string }) => `${households} 户参加，${pairs} 组前后照片。`,
	nobodyYet: "这个村还没有展示的院子。",
	selfStarted: ({ percent }: { percent: string }) => `其中 ${percent} 是自己家想起来做的。`,
	unseen: ({ unseen, hamlets }: { unseen: string; hamlets: string }) =>
		`${hamlets} 个组里，有 ${unseen} 个 60 天没有新照片；登记不满 60 天的先不算。`,
	allSeen: ({ hamlets }: { hamlets: string }) => `${hamlets} 个组，60 天内都有新照片。`,
	album: "最近收拾好的院子",
	all: "看全村的院子",
	noneYet: "还没有录入村庄",
	noneYetHint: "管理员导入以后，这里会按乡镇列出来。",
};
