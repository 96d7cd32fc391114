export const wall = {
	title: "庭院墙",
};
