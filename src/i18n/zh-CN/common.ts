export const common = {
	siteName: "庭院",
	siteTagline: "干净是自己的，看得见",
	notFound: "没有找到这一页，或者您现在看不到它。",
	signedOut: "请先登录，再接着办。您填的内容还在。",
	forbidden: "这件事不在您的职责范围内。",
	foreignOrigin: "这次提交不是从本站页面发出的，没有办理。请回到本站重试。",
	invalidForm: "有的地方没有填对。请看红字的提示，改好再交；您填的都还在。",
	broken: "出了点问题，没有办成。请稍后再试，或打电话给村里。",
	tooManyTries: ({ minutes }: { minutes: number }) => `试的次数多了，请等 ${minutes} 分钟再试。`,
};
