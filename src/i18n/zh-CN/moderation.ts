export const moderation = {
	title: "审核",
};
