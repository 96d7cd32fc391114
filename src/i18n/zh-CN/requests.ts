/** What the server says before any page can. */
export const requests = {
	wrongAddress: "这个网址写得不对，打不开。请从首页进去再找。",
	longAddress: "这个网址太长了，打不开。请从首页进去再找。",
	wrongMethod: "本站不认这种请求。请用网页上的按钮。",
	wrongHost: "这个网址不是本站的地址。请用公布的网址打开。",
	tooSlow: "网太慢，一分钟里没有收全，什么也没有办。请换个信号好的地方，返回再按一次。",
	tooLarge: "发来的内容太大，没有收。照片每张不超过 100 MB，一次一共不超过 190 MB；别的已经存好的都还在。请返回，分几次发。",
	notFound: "没有找到，或者您现在看不到它。",
	broken: "出了点问题，没有办成，已经记下。请稍后再试。",
	home: "回首页",
};
