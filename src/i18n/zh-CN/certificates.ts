/** 奖状: what stands on each, whatever it is for. */
export const certificates = {
	title: "奖状",
	print: "打印奖状",
	how: "用 A4 纸横着打印，选“无边距”，打开“打印背景”。",
	to: ({ head }: { head: string }) => `${head}户`,
	end: "特发此状，以资鼓励。",
};
