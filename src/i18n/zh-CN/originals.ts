/** 看原图. */
export const originals = {
	title: "看原图",
	lede: "原图里有拍照时间、地点，也有遮住以前的样子，所以只给要核对的人看。看一次记一次：谁、什么时候、为什么。",
	which: "看哪一张",
	reason: "为什么要看",
	reasonHint: "比如：核对是不是这一处院子。不要写姓名、电话。",
	look: "看原图",
	lookOf: ({ side, number }: { side: string; number: number }) => `看原图：${side}，第 ${number} 张`,
	save: "存到电脑里看",
	heic: "苹果手机的 HEIC 照片，浏览器打不开，会直接存到电脑里。看完请删掉。",
	looks: "看过原图的人",
	none: "原图已经不在了",
	noneHint: "原图只留一段时间，到期自动删；或者本来就设成不留。",
};
