export const accounts = {
	wrongSignIn: "账号或口令不对。请核对后再试。",
};
