import { householdReasons } from "./household-reasons.ts";

export const households = {
	title: "农户",
	alreadyClosed: "这户已经注销，不能再改。没有改动。",
	reasons: householdReasons,
	errorFile: {
		line: "行",
		column: "列",
		value: "值",
		reason: "原因",
		more: ({ count }: { count: number }) => `还有 ${count} 处，改好上面这些再传一次就会列出来。`,
	},
};
