export const admin = {
	title: "管理",
};
