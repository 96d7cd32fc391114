/** 奖状. */
export const certificates = {
	title: "奖状",
	to: ({ head }: { head: string }) => `${head}户`,
};
