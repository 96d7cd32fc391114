/** 回执, and looking one up. */
export const receipt = {
	title: "投票回执",
	lede: "有这张回执，计票以后就能查到：您家的票在不在里面。回执上看不出选了谁。",
	code: "回执号",
	qr: "回执的二维码，扫了可以查",
	states: { cast: "已投", withdrawn: "已撤回", invalidated: "不计入" },
	channels: { phone: "用手机或电脑", kiosk: "在自助台", paper: "纸质选票" },
	keep: "请抄下来、拍下来，或打印一张收好。",
	print: "打印回执",
	how: "计票以后，在本站最下面点“最美庭院评选”，找到这一轮，点“查回执”，或扫回执上的码。不用登录，也不会显示是谁家。",
	none: "您家还没有投票",
	home: "回我家的庭院",
	invalidated: "您家的票没有计入。原因：",
	atKiosk: "没抄也不要紧，票照样算。退出以后想改：设了口令的，再进来一次；用纸条的，请再向村里要一张纸条。",
};

export const lookup = {
	title: "查回执",
	lede: "输入回执号，看这张票在不在计票里。不用登录。",
	hint: "12 个字母和数字，大小写都行。",
	wrongLength: ({ length, typed }: { length: number; typed: number }) => `号码要 ${length} 个，您输了 ${typed} 个。请对着回执再看看。`,
	look: "查一查",
	early: ({ moment }: { moment: string }) => `还没有计票：投票${moment}截止，计票以后才能查。请把回执收好。`,
	counted: "在里面：这张票已经计入结果。",
	unknown: "没查到。多半是抄错了一两个字，或者是别的一次评选的回执。请再输一次；还不行，带上回执到村委会，有人帮您查。",
	others: "截止以前自己撤回的票，查不到；两个人签字作废、没有计入的票，也查不到，那一户事先就知道。",
};
