export const regions = {
	title: "村和组",
};
