export const submissions = {
	title: "前后对比",
};
