export const households = {
	title: "农户",
};
