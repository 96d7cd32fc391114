export const villages = {
	title: "村庄",
};
