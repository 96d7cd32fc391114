interface When {
	day: string;
	time: string;
	where: string;
}
interface Told {
	place: string;
	/** The line that is said twice. */
	key: string;
	tools: string;
	/** Null where there are none; nobody looked. */
	pairs: string | null;
	clean: string | null;
	phone: string;
}

/** 大喇叭广播稿: its page, and the words of a draft. No household is named in it. */
export const broadcast = {
	title: "大喇叭广播稿",
	lede: "200 到 350 个字，一句不超过 15 个字，要紧的话说两遍，数字都写成念的样子。只说好的，不点哪一户的名。",
	text: "大扫除通知和村里的好消息，念得顺口，能打成大字",
	place: "哪个地方",
	day: "大扫除哪一天",
	time: "几点",
	where: "在哪里集合",
	tools: "带什么",
	phone: "有困难打哪个电话",
	draft: "起草",
	script: "稿子",
	check: "再看一遍",
	print: "打印大字稿",
	listen: "念给我听",
	stop: "停",
	sound: "做成录音文件",
	machineSpeaks: "以下内容由电脑合成语音播报。",
	noVoice: "这台机器没有装朗读程序，请人来念。",
	voiceFailed: "朗读程序没有念成。稿子还在，过一会儿再试；还不行，请告诉管电脑的人看日志。",
	voiceBusy: "朗读程序正在念另一份稿子。稿子还在，过半分钟再试。",
	reading: "念的样子",
	readingHint: "上面标了音的字容易念错；地名里有几个读音的字也都标了，念之前问一声本地人。",
	length: ({ length, least, most }: { length: number; least: number; most: number }) =>
		`现在 ${length} 个字，${least} 到 ${most} 个字正好。`,
	isShort: "短了一点，可以再添一句好消息。",
	isLong: "长了，一分多钟念不完，请删几句。",
	tooLong: ({ sentences, most }: { sentences: string; most: number }) => `这几句超过 ${most} 个字，念着要喘气，请断开：${sentences}`,
	figures: ({ figures }: { figures: string }) => `这些数字请写成念的字：${figures}。`,
	keyOnce: "大扫除的时间和地点要说两遍。",
	isGood: "长短、句子、数字都合适。",
	defaults: { time: "08:00", where: "村口", tools: "扫帚和铁锹" },
	key: ({ day, time, where }: When) => `${day}，${time}。到${where}集合。`,
	draftOf: ({ place, key, pairs, clean, tools, phone }: Told) =>
		[
			"乡亲们，大家好。",
			`这里是${place}广播。今天说三件事。`,
			`第一件，一起大扫除。${key}请带上${tools}。路边、沟边，都清一清。老人在家歇着，不用来。`,
			`第二件，说个好消息。${pairs ? `上个月又有${pairs}个院子变样。谢谢这些乡亲。` : "院子收拾好了，拍给大家看。"}${
				clean ? `抽签去看，${clean}处都干净。` : ""
			}院子亮堂了，住着也舒心。`,
			"第三件，管好门前三包。包卫生，包秩序，包绿化。柴草码整齐，杂物放回屋。垃圾分好类，送到点上去。沟里塘里，不要倒东西。",
			`谁家里有困难，说一声。${phone ? `电话是${phone}。` : "找村里的干部就行。"}大家一起来帮。`,
			`再说一遍大扫除。${key}别忘了带${tools}。谢谢乡亲们。`,
		].join("\n"),
};
