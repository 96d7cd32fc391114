import { preview } from "./import-preview.ts";
import { rosterFormat } from "./roster-format.ts";

interface ImportFigures {
	places: number;
	households: number;
	heads: number;
	renumbered: number;
	renamed: number;
	moved: number;
	updated: number;
	unchanged: number;
}

export const admin = {
	title: "管理",
	lede: "您管的地方，和要办的事。",
	tasks: "要办的事",
	task: {
		queue: "看有没有等审核的前后对比",
		regions: "改名、撤销，看每个组有多少户",
		households: "查一户，改居住情况，换门牌码",
		doorCodes: "打印门牌码，贴在各家门上",
		slips: "给农户发登录纸条，第一次登录用",
		import: "用表格一次登记村、组和农户",
		staff: "给审核员、管理员开账号",
		jobs: "看看自动做的事做成没有",
		jobsStuck: "有的事没做成，或者磁盘快满了，请看看",
		settings: "纸条有效几天、一天能传几组、联系电话",
	},
	doorCodes: {
		title: "门牌码",
		lede: "一户一码，A4 纸每张 8 个，裁开就是 A7 大小。贴在门口，扫一扫就到这户的页面。",
		hamlets: "按组打印",
		print: ({ households }: { households: number }) => `打印 ${households} 户`,
		down: "先选一个村，再选组。",
		sheet: ({ name }: { name: string }) => `${name}的门牌码`,
		count: ({ from, to, sheets }: { from: string; to: string; sheets: number }) => `${from} 到 ${to}，${sheets} 张 A4 纸。`,
		how: "在浏览器里按“打印”，纸张选 A4，缩放选 100%，边距选“无”。沿虚线裁开。",
		next: "下一批",
		back: "回到名单",
		none: "这里没有可以打印的门牌码。",
		onlyHere: "本站还没有设定公开网址（ORIGIN），这样印出来的码只有这台电脑能打开。请先请技术人员设好，再打印。",
		steps: { scan: "扫码", photograph: "拍照", show: "上墙" },
		callOut: "微信“扫一扫”就能打开",
		code: "门牌码",
		typed: ({ host }: { host: string }) => `扫不了？在浏览器打开 ${host}`,
		number: ({ hamlet, number }: { hamlet: string; number: string }) => `${hamlet} ${number}`,
		qr: ({ hamlet, number }: { hamlet: string; number: string }) => `${hamlet} ${number} 户的门牌码`,
	},
	slips: {
		title: "登录纸条",
		back: "回到农户名单",
		count: ({ count }: { count: number }) =>
			`${count} 张。纸条上的数字只在这一页显示，请现在就打印，当面交给本人。再打开这一页会作废重发。`,
		to: ({ name }: { name: string }) => `给${name}`,
		scan: "1. 微信扫左边的码",
		type: "2. 填这 8 位数字",
		until: ({ day }: { day: string }) => `${day}前有效`,
		keep: "点“我家”，填门牌码和数字。只能用一次，别转给别人",
		noneChosen: "还没有选农户。请先在名单里打勾，再打印。",
		tooMany: ({ most }: { most: number }) => `一次最多 ${most} 户。请分几次打印；这一次没有发。`,
	},
	import: {
		title: "导入村组和农户",
		lede: "用一张表登记或更新村、组和农户。上传以后先给您看会改动什么，看过再办；有一处不对，整个文件都不收。",
		upload: "上传表格",
		file: "表格文件（CSV）",
		fileHint: "Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。最大 64 MB。",
		send: "上传",
		lastRun: ({ file }: { file: string }) => `${file} 的结果`,
		steps: { read: "正在读文件…", compare: "正在和原有的核对…", write: "正在写入…" },
		leave: "可以离开这一页，回来还能看到结果。",
		broken: "导入中断了，没有办成，原有内容没有变。请再传一次；还不行就请技术人员看日志。",
		compared: "核对完毕，还没有写入。",
		done: "导入完毕。",
		figures: {
			districts: "新增区县",
			towns: "新增镇街",
			villages: "新增村 / 社区",
			hamlets: "新增组",
			households: "新增农户",
			heads: "换户主、改户主名字",
			renumbered: "换编号、搬家的农户",
			renamed: "改名的地方",
			moved: "归到别处管的地方",
			updated: "改居住、参评的农户",
			unchanged: "原来就有、没有变化",
		},
		refused: ({ count }: { count: number }) => `有 ${count} 处不对，整个文件没有收，原有内容没有变。`,
		refusedHint: "照下面的原因改好表格，再传一次。",
		download: "下载错误清单",
		errorFile: "导入错误.csv",
		errors: ({ shown, count }: { shown: number; count: number }) => (shown < count ? `前 ${shown} 处（共 ${count} 处）` : "不对的地方"),
		warnings: ({ count }: { count: number }) => `收下了，但有 ${count} 处请再看一眼`,
		template: "下载空白模板",
		templateFile: "村组和农户模板.csv",
		oneAtATime: "另一份表格正在导入，请等它完成再传。这一份没有收。",
		nothingToConfirm: "这份表格已经不在了，请再上传一次。没有改动。",
		otherPreview: "这不是您刚才看的那一份，请照现在的再看一遍。没有改动。",
		noFile: "请先选一个文件。",
		brokenForm: "文件没有传完整，没有收。请再传一次。",
	},
	preview,
	rosterFormat,
	cli: {
		usage:
			"用法：npm run import -- 文件.csv [--yes] [--answer 处理]\n  不写 --yes 只给您看会改动什么；--yes 照着办\n  --answer 换编号  把能这样处理的都这样办，可以写几个；也可以在文件里加一列“处理”逐行写",
		steps: { read: "读取", compare: "核对", write: "写入" },
		rehearsed: "核对完毕，没有写入。",
		toDo: "要照着办，请加 --yes。",
		done: "导入完毕。",
		stale: "没有写入：核对以后有人改动过，请再运行一次。",
		figures: ({ places, households, heads, renumbered, renamed, moved, updated, unchanged }: ImportFigures) =>
			`新增村组 ${places} 个、农户 ${households} 户；换户主 ${heads} 户，换编号或搬家 ${renumbered} 户；地方改名 ${renamed} 个、换上级 ${moved} 个；改居住和参评 ${updated} 户；${unchanged} 条原来就有，没有变化。`,
		change: ({ line, what, where, was, becomes }: Record<"line" | "what" | "where" | "was" | "becomes", string>) =>
			`第 ${line} 行 ${what}：${where}${was ? ` ${was}` : ""} → ${becomes}`,
		moreChanges: ({ count, path }: { count: number; path: string }) => `还有 ${count} 处，全部写在这里：${path}`,
		asked: ({ count }: { count: number }) => `有 ${count} 处要您决定，没有决定的先不动：`,
		question: ({ line, asked, choices }: { line: number; asked: string; choices: string }) => `第 ${line} 行 ${asked}（${choices}）`,
		questionsFile: ({ path }: { path: string }) => `都写在这里：${path}。在“处理”一列写上怎么办，再导入这份文件。`,
		unknownAnswer: ({ word, words }: { word: string; words: string }) => `不认识“${word}”。能写：${words}。`,
		warnings: ({ count }: { count: number }) => `有 ${count} 处请再看一眼：`,
		line: ({ line }: { line: number }) => `第 ${line} 行`,
		at: ({ where, reason }: { where: string; reason: string }) => `${where}：${reason}`,
		refused: ({ count }: { count: number }) => `文件有 ${count} 处不对，没有导入，原有内容没有变。`,
		errorFile: ({ path }: { path: string }) => `每一处写在这里：${path}`,
		noErrorFile: ({ path, why }: { path: string; why: string }) => `错误清单写不进 ${path}（${why}），所以都列在上面。`,
		noData: ({ dataDir }: { dataDir: string }) =>
			`${dataDir} 里还没有数据，没有导入。请用 DATA_DIR 指明网站的数据文件夹，例如：DATA_DIR=/var/lib/tingyuan npm run import -- 文件.csv；还没有网站的话，先运行一次 npm start。`,
		noFile: ({ path }: { path: string }) => `打不开文件：${path}`,
	},
};
