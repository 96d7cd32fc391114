export const accounts = {
	wrongSignIn: "账号、口令或动态码不对，没有登录。请核对后再试。",
	busy: "这会儿登录的人多，请过十几秒再试。",
	signOut: "退出登录",
	signIn: "登录",
	staffSignIn: {
		title: "工作人员登录",
		lead: "村民请用门牌上的二维码或门码登录。",
		villagers: "我是村民",
		username: "账号",
		passphrase: "口令",
		totp: "动态码",
		totpHint: "手机验证器上的 6 位数字。第一次登录、还没有绑定的，空着就行。",
		forgotten: "忘了口令或换了手机，请找管理员要一个重设链接。",
	},
	settings: {
		countOutside: ({ least, most }: { least: number; most: number }) => `请填 ${least} 到 ${most} 之间的整数。原来的设置没有变。`,
		wordsOutside: ({ longest }: { longest: number }) => `请不要超过 ${longest} 个字，也不要用特别的符号。原来的设置没有变。`,
	},
};
