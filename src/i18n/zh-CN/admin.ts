import { rosterFormat } from "./roster-format.ts";

interface ImportFigures {
	places: number;
	households: number;
	renamed: number;
	updated: number;
	unchanged: number;
}

export const admin = {
	title: "管理",
	rosterFormat,
	cli: {
		usage: "用法：npm run import -- 文件.csv [--dry-run]\n  --dry-run  只核对，不改动",
		steps: { read: "读取", compare: "核对", write: "写入" },
		rehearsed: "核对完毕，没有问题。没有写入；去掉 --dry-run 就会导入。",
		done: "导入完毕。",
		figures: ({ places, households, renamed, updated, unchanged }: ImportFigures) =>
			`新增村组 ${places} 个、农户 ${households} 户；改名 ${renamed} 个，更新农户 ${updated} 户；${unchanged} 条原来就有，没有变化。`,
		warnings: ({ count }: { count: number }) => `有 ${count} 处请再看一眼：`,
		at: ({ line, column, value, reason }: { line: number; column: string; value: string; reason: string }) =>
			`第 ${line} 行 ${column} ${value}：${reason}`,
		refused: ({ count }: { count: number }) => `文件有 ${count} 处不对，没有导入，原有内容没有变。`,
		errorFile: ({ path }: { path: string }) => `每一处写在这里：${path}`,
		noFile: ({ path }: { path: string }) => `打不开文件：${path}`,
	},
};
