/** 公文的初稿: what the desk drafts, by the skeletons of the field. Numbers come marked, blanks stay for the office to fill. */
const BLANK = "〔　　〕";
const DAY = `${BLANK}年${BLANK}月${BLANK}日`;

interface Place {
	place: string;
	level: "district" | "town" | "village";
}
interface Numbers extends Place {
	period: string;
	n: Record<
		| "walks"
		| "looked"
		| "clean"
		| "faults"
		| "gaps"
		| "found"
		| "mended"
		| "inTime"
		| "relapsed"
		| "late"
		| "pairs"
		| "selfStarted"
		| "unseen",
		string
	>;
	inTimeShare: string | null;
	kinds: { name: string; count: string; place: string }[];
}
interface Named {
	name: string;
	reason: string;
	rate: string;
}
interface Lists {
	praised: Named[];
	improved: Named[];
	lagging: (Named & { help: string[] })[];
	label: string;
}
interface Edition extends Lists {
	region: string;
	period: string;
	level: string;
	units: string;
	inspections: string;
}

const TO = { district: "各镇（街道），各村（社区），区直有关单位：", town: "各村（社区），镇直有关单位：", village: "各村民小组：" };
const objecting = (until: string) => [
	`公示期至${until}。对公示内容有不同意见的，可以在公示期内实名或者以户为单位提出，也可以打电话、写信，提意见的人的情况只给受理人看。`,
	`监督电话：${BLANK}　　受理人：${BLANK}`,
];
const names = (list: Named[]) => list.map(({ name }) => name).join("、");

export const documentDrafts = {
	blankDay: DAY,
	seal: "（此处盖章）",
	signer: `签发人：${BLANK}`,
	about: "由庭院门户按库中数字起草，文号、签发人、印章由发文单位填写",
	files: {
		circular: ({ period }: { period: string }) => `${period}人居环境整治督查情况通报`,
		bulletin: ({ period }: { period: string }) => `${period}人居环境简报`,
		notice: ({ period }: { period: string }) => `${period}红榜公示`,
		appeal: ({ place }: { place: string }) => `${place}人居环境整治倡议书`,
		order: ({ place }: { place: string }) => `${place}交办单`,
		summons: ({ place }: { place: string }) => `约谈通知（${place}）`,
		roll: ({ period }: { period: string }) => `${period}红榜通知`,
	},
	numbers: { letter: `${BLANK}　号`, issue: `第${BLANK}期`, order: `编号：${BLANK}` },
	orderDay: `交办日期：${DAY}`,
	mast: "人居环境整治简报",
	copies: [`报：${BLANK}`, `送：${BLANK}`, `发：${BLANK}`],
	circular: ({ level, period, n, inTimeShare, kinds, lists }: Numbers & { lists: Lists | null }) => ({
		title: `关于${period}人居环境整治\n督查情况的通报`,
		to: TO[level],
		paragraphs: [
			`为巩固村庄清洁行动成果，${period}，按照随机抽签、事先不打招呼的办法，走访了${n.walks}个自然村，察看公共点位${n.looked}处。${
				lists
					? [
							lists.praised.length > 0 && `较好的有${names(lists.praised)}。`,
							lists.improved.length > 0 && `进步较大的有${names(lists.improved)}。`,
							lists.lagging.length > 0 && `需加力的有${names(lists.lagging)}。`,
						]
							.filter(Boolean)
							.join("")
					: ""
			}现将有关情况通报如下：`,
			"一、总体情况",
			`察看的${n.looked}处公共点位中，没有问题的${n.clean}处，有问题的${n.faults}处；属于设施不足、村里自己解决不了的另有${n.gaps}处，不算在村里。`,
			`整改并复核销号${n.mended}处，其中按期${n.inTime}处${inTimeShare ? `，按期整改率${inTimeShare}` : ""}；整改以后30天内又反弹的${n.relapsed}处；目前超过时限还没有改好的${n.late}处。`,
			`村民自愿展示收拾前后的庭院${n.pairs}组，其中自己先动手的${n.selfStarted}组。到目前还有${n.unseen}个自然村60天没有走访到。`,
			"二、主要问题",
			...(kinds.length > 0
				? [
						`（一）问题的种类。共发现${n.found}处：${kinds.map(({ name, count, place }) => `${name}${count}处，如${place}`).join("；")}。`,
						`（二）设施不足的。走访看到的${n.gaps}处，按设施缺口向上申请，由上级答复，不以此评价村里。`,
					]
				: [`这一时期没有新发现的点位。`]),
			"三、下步要求",
			`1.抓紧整改。附件所列点位，请责任单位在${DAY}前改好，改好后拍一组前后对比，一组照片多处通用，不另报材料。`,
			"2.防止反弹。改好的点位过一段时间再看一次，背街小巷和偏远自然村与村口路边一样要求。",
			"3.靠大家动手。多到户里讲，少发文件，把收拾得好的院子给大家看，变“要我整治”为“我要整治”。",
		],
	}),
	bulletin: ({ place, period, n, inTimeShare, kinds }: Numbers) => ({
		title: `${place}：抽签走访，边看边改`,
		to: "",
		paragraphs: [
			`${period}，${place}抽签走访${n.walks}个自然村，察看公共点位${n.looked}处，没有问题的${n.clean}处。新发现问题${n.found}处${
				kinds.length > 0
					? `，较多的是${kinds
							.slice(0, 3)
							.map(({ name, count }) => `${name}${count}处`)
							.join("、")}`
					: ""
			}。整改并复核销号${n.mended}处${inTimeShare ? `，按期整改率${inTimeShare}` : ""}；改好30天内又反弹${n.relapsed}处。`,
			`村民展示收拾前后的庭院${n.pairs}组，其中自己先动手的${n.selfStarted}组。还有${n.unseen}个自然村60天没有走访到，下月抽签时先看这些地方。`,
		],
	}),
	notice: ({ region, period, level, praised, units, inspections, until }: Edition & { until: string }) => ({
		title: `关于${period}人居环境红榜的公示`,
		to: "",
		paragraphs: [
			`${region}${period}对${level}进行了抽签走访，共察看${units}个单位、公共点位${inspections}处。按公布的办法计算，经两名互不任命的人员签字，拟列入红榜的有（排名不分先后）：`,
			...praised.map(({ name, reason }, n) => `${n + 1}.${name}：${reason}`),
			...objecting(until),
		],
	}),
	noticed: ({ title, text, items, until }: { title: string; text: string; items: string[]; until: string }) => ({
		title,
		to: "",
		paragraphs: [text, ...items.map((item, n) => `${n + 1}.${item}`), ...objecting(until)],
	}),
	roll: ({ region, period, level, praised, improved, lagging, label, units, inspections }: Edition) => ({
		title: `${region}${period}人居环境\n红榜、进步榜、${label}`,
		to: "",
		paragraphs: [
			`按照公布的抽签走访办法，${period}对${level}的公共点位进行察看，共${units}个单位、${inspections}处。看不够十处的不比，设施不足和正在申诉的不算，分不出高低的不排名次。结果如下：`,
			`一、红榜（${praised.length}个）`,
			...(praised.length > 0 ? praised.map(({ name, reason }, n) => `${n + 1}.${name}：${reason}`) : ["本期没有。"]),
			`二、进步榜（${improved.length}个）`,
			...(improved.length > 0 ? improved.map(({ name, rate }, n) => `${n + 1}.${name}：本期${rate}`) : ["本期没有。"]),
			`三、${label}（${lagging.length}个）`,
			...(lagging.length > 0
				? lagging.map(
						({ name, rate, help }, n) =>
							`${n + 1}.${name}：本期${rate}；${help.length > 0 ? `帮扶：${help.join("、")}` : `帮扶单位${BLANK}`}；计划完成时间${BLANK}。`,
					)
				: ["本期没有。"]),
			`对结果有疑问的，公布之日起五个工作日内提出，受理电话：${BLANK}。`,
		],
	}),
	appeal: ({ place, level, n }: Numbers) => ({
		title: "让院子敞亮，让村庄干净\n——致广大村（居）民的倡议书",
		to: "广大村（居）民朋友们：",
		paragraphs: [
			`院子干净了，住着舒心；村子干净了，出门有面子。${place}已经有人带了头：近来有${n.pairs}组收拾前后的庭院展示给大家看，其中${n.selfStarted}组是自己先动的手。为了让干净留得住，我们倡议：`,
			"一、自家门前自家清。院里院外、房前屋后，柴草码齐，杂物归位，垃圾分好类、投到点上，不往沟里塘里倒。",
			"二、村里的事一起干。大扫除的日子搭把手，公共的路、沟、广场、花池，当作自己家的爱护。",
			"三、老人家里帮一把。邻居年纪大、身体不便的，顺手帮着收拾收拾，不让一户落下。",
			"四、干净一直保持住。今天扫了明天不丢，孩子看着大人学，好习惯传下去。",
			"不用花钱，不用攀比，从今天、从自家院子开始。",
		],
		office: level === "village" ? `${place}党支部\n${place}村（居）民委员会\n${place}妇女联合会` : "",
	}),
	order: ({ unit, count, first }: { unit: string; count: string; first: string | null }) => ({
		title: "人居环境问题交办单",
		to: `${unit}：`,
		paragraphs: [
			`下列${count}处公共点位的问题，经核实由你单位负责，请按时限整改（逐项见附表）。${first ? `最早的时限是${first}。` : ""}`,
			"1.改好以后拍一组收拾后的照片，在点位页上说一声即可，不另写报告。",
			"2.属于设施不足、跨界或者不归你单位管的，请在收到后说明一次理由，也可以申诉一次，申诉期间不作评价。",
			"3.不能按期完成的，请提出计划和分步时间。",
		],
		table: { title: "附表　交办点位和反馈", columns: ["序号", "地点", "问题", "原因", "时限", "反馈（整改情况、日期）"] },
	}),
	summons: ({ place, times, help }: { place: string; times: string[]; help: string[] }) => ({
		title: "约谈通知",
		to: `${place}党支部、村（居）民委员会：`,
		paragraphs: [
			`${times.join("、")}，你地在人居环境抽签走访中两次需要加力。${help.length > 0 ? `其间已经安排帮扶：${help.join("、")}。` : ""}为了一起找准原因、解决困难，现请你地负责同志参加约谈。有关事项通知如下：`,
			`一、时间：${DAY}${BLANK}时`,
			`二、地点：${BLANK}`,
			`三、约谈人：${BLANK}`,
			"四、谈什么：走访看到的主要问题，哪些能自己改，哪些缺设施、缺人手、缺经费，下一步怎么改、需要什么支持。",
			"五、要求：带上实际情况来谈，不需要准备书面材料。对走访结果有不同意见的，可以当面提出，也可以书面申诉。",
		],
	}),
	listed: {
		title: "附件　点位清单",
		columns: ["序号", "地点", "问题", "责任单位", "时限"],
		none: "未定",
		rest: ({ left, whole }: { left: number; whole: number }) =>
			`一共 ${whole} 处，还有 ${left} 处没有列在这里，在门户上点正文里的数字，一处一处看得到。`,
	},
	rate: ({ part, whole }: { part: string; whole: string }) => `察看${whole}处，有问题${part}处`,
	helped: { crew: "派人清扫", bins: "添置垃圾桶", partner: "结对帮带" },
	help: ({ helper, what }: { helper: string; what: string }) => `${helper}（${what}）`,
};
