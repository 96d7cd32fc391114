/** 宣传: what is made for walls, phones and WeChat, and the desk where it is made. */
export const publicity = {
	missingSigns: ({ signs }: { signs: string }) => `字库里没有这些字：${signs}。换一个写法，或者请印刷厂补这个字，再来一次。`,
	tooHeavy: "这一张太大，做不出来。少放几张照片再试。",
	busy: ({ seconds }: { seconds: number }) => `正在给别人做，请 ${seconds} 秒后再试。`,
};
