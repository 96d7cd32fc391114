/** Files from which anybody can work out again what was decided, and how to do it. */
export const publishedFiles = {
	tooMany: ({ minutes }: { minutes: number }) =>
		`下载的次数太多了，请等 ${minutes < 120 ? `${minutes} 分钟` : `${Math.ceil(minutes / 60)} 小时`}再下载。`,
	usage: ({ command }: { command: string }) =>
		`用法：npm run ${command} -- 文件.json（公布的文件），或 npm run ${command} -- 编号（本站公布的）`,
	nothing: ({ asked }: { asked: string }) => `找不到 ${asked}：没有这个文件，本站也没有公布过。`,
	hash: ({ sha256 }: { sha256: string }) => `文件的 SHA-256：${sha256}（请和网页上公布的对一对）`,
	equal: "算出来的结果和公布的一字不差。",
	differs: "对不上，见上。请把这个文件留好，向主办的村镇提出异议。",
	faults: {
		unreadable: "文件读不出来，或者不是这种文件",
		announcement: "规则和名单跟公告时公布的不一样",
		commitment: "抽签的种子和公告时的承诺对不上",
		digest: "内容被改过，和摘要对不上",
		result: "算出来的结果和文件里写的不一样",
		bytes: "文件的写法和规定的不一样",
	},
	check: {
		title: "怎样自己再算一遍",
		inPerson: "不会用电脑？到村委会，请人当着您的面再算一遍；或者让懂电脑的孩子照下面做。",
		byComputer: "给懂电脑的人",
		steps: [
			{ title: "下载文件", text: "每份文件有一个“指纹”（SHA-256）。看看它和下面写的是不是一样，一样就没有被改过。" },
			{ title: "在任意一台电脑上运行", text: "用本站公开的程序，不用联网，也不用数据库。" },
			{ title: "对结果", text: "算出来的结果和公布的一字不差，程序会告诉您；差一个字也会说。" },
		],
		download: "下载文件",
		hash: "文件的指纹（SHA-256）",
		run: "在电脑上运行",
		command: ({ command }: { command: string }) => `npm run ${command} -- 文件.json`,
	},
};
