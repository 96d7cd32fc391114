/** 纸质选票, and what the returning officer looks at. */
export const papers = {
	title: "纸质选票",
};
