import type { TypedStory } from "#domain/models/types.ts";
import type { PlaceKind } from "./scene/place.ts";

/** A stretch of the village before and after, as its words say. */
export interface PlannedPair {
	kind: PlaceKind;
	words: string;
}

/** A village that was put forward, and how far it has come: days before the demo's last day. */
export interface ModelTale {
	village: string;
	/** Who writes: its own office, or the district's publicist. */
	writer: string;
	unit: string;
	story: Omit<TypedStory, "unitId" | "deeds"> & { deeds: string[] };
	pairs: PlannedPair[];
	proposed: number;
	noticed?: number;
	objection?: { made: number; words: string; answered?: number; answer?: string };
	reviewed?: number;
	/** The first signature, and the second one. */
	asked?: number;
	titled?: number;
	checks?: { on: number; result: "passed" | "warned"; words: string; days?: string }[];
	/** Proposed then, and signed the day after. */
	removal?: number;
}

export const TITLE_WHY = "公示没有问题，镇里复核过，走访也看过，做法别的村学得来。";
export const REMOVAL_WHY = "限期过了再去看，浅沟还堵着，收垃圾的人手也没有补上，村里说短期补不上。稳得住以后可以再推荐。";

export const MODEL_TALES: ModelTale[] = [
	{
		...{ village: "杏花村", writer: "xuanchuan", unit: "柿林镇环境卫生所" },
		...{ proposed: 172, noticed: 168, reviewed: 150, asked: 149, titled: 148 },
		story: {
			why: "老井巷是全村的脸面，也是全村的心病。巷子两百来米，两边住着二十三户，柴火、砖瓦、旧家具占了一半路面，办红白事的车进不来，都要绕到村后去。前几年清过三回，清一回好半个月，谁也不敢说这回能好多久。",
			what: "先在井台边开了四个晚上的院坝会，只议两件事：哪些东西还要，要的放在哪里。要的搬回自家院里码好，不要的贴上红纸条，由村里的三轮车统一拉走，拉了三天。路面没有铺新的，用拆下来的旧砖补平；空出来的墙根翻松，家家认领三米，撒上鸡冠花和太阳花的籽。",
			stays:
				"每家只管自己门前三米，每月初一早上各扫各的，扫完在井台的黑板上画一个圈。哪家没空，隔壁顺手帮一把，下个月还回来。井台边留了一块公用的地方放大件，满一车就拉走，不让它再回到巷子里。",
			deeds: [
				"开院坝会四次，二十三户都来了人",
				"清走柴草、旧家具十九车",
				"旧砖补路八十多平方米",
				"疏通巷边水沟一百九十米",
				"认领花带二十三段",
			],
			costs: { state: "6000", village: "2800", others: "", households: "0" },
			route: "从柿林镇客运站坐往杏花村的班车，终点下，迎面就是老杏树，树左手第一条巷子。自己开车停在晒场，别进巷子。",
		},
		pairs: [
			{ kind: "lane", words: "老井巷，从井台往里看" },
			{ kind: "ditch", words: "老井巷边上的水沟" },
		],
		objection: {
			...{ made: 166, words: "花是今年才种的，冬天没有花了，是不是就又堆上柴火了？" },
			...{ answered: 164, answer: "担心得有道理。称号不是一次给完的，每年复查一次，冬天也去看；又堆上了就限期改，改不好就撤销。" },
		},
		checks: [{ on: 40, result: "passed", words: "沿巷走了一个来回，路面是清的，水沟通，黑板上这个月二十三个圈。" }],
	},
	{
		...{ village: "竹溪村", writer: "xuanchuan", unit: "石桥镇环境卫生所" },
		...{ proposed: 112, noticed: 108, reviewed: 90, asked: 89, titled: 88 },
		story: {
			why: "溪从村中间过，早年洗菜挑水都在这里，后来接了自来水，沟沿就成了倒垃圾的地方，一下雨全冲到下游石桥村去。为这个两个村吵过好几回。老人说，水是从我们这里脏的，就该从我们这里清起来。",
			what: "没有请施工队。趁着农闲，五个组分了五段，每段一个组长领着，十来个人干了九天：先捞水里的，再清沟沿的，最后把塌了的石头码回去。倒垃圾的老地方改成了三个洗衣台，天天有人在那里洗东西，就没有人好意思再倒。",
			stays:
				"五段还是五个组各看各的，每逢初五、二十各走一遍，看见什么随手捡走，捡不动的拍下来报给镇里。下了大雨，当天就去看拦网。村里不罚款，也不贴谁家的名字，只在祠堂门口写上这个月哪一段最难看，下个月大家一起去那一段。",
			deeds: ["清淤五段，一共一千一百米", "码回塌下的沟沿石头二百多米", "修洗衣台三个", "上游装拦网一道"],
			costs: { state: "18000", village: "5200", others: "3000", households: "0" },
			route: "从石桥镇过老桥往西，沿溪边的路走三公里，看见竹林就到了。祠堂前可以停车，沿溪走一圈大约四十分钟。",
		},
		pairs: [
			{ kind: "lane", words: "祠堂后巷，通到溪边" },
			{ kind: "ditch", words: "第三段，洗衣台上头" },
		],
	},
	{
		...{ village: "枣园村", writer: "xuanchuan", unit: "石桥镇环境卫生所" },
		...{ proposed: 152, noticed: 148, reviewed: 131, asked: 130, titled: 129 },
		story: {
			why: "枣子下树的时候，筐子、塑料膜、烂枣都堆在巷子里，招苍蝇，收枣的客商嫌脏，价钱也压得低。合作社算过一笔账：一斤少卖两毛，一年少的钱够把全村的巷子扫好几年。",
			what: "合作社出面，收枣前把各家的筐子统一编号，用完送回棚里；烂枣、枣叶不落地，拉到村东堆肥。主巷先清出来做样子，十二户跟着清了自家门前。清出来的地方划了一条线，线里走路，线外晾枣。",
			stays: "收枣的两个月，合作社每天派两个人收筐、扫巷，工钱从卖枣的钱里出。平时各扫门前，月底合作社看一遍，哪里不行当面说。",
			deeds: ["清主巷一条，三百二十米", "筐子编号四百个，盖堆放棚一个", "修堆肥池两口"],
			costs: { state: "", village: "9600", others: "4000", households: "0" },
			route: "从石桥镇往南四公里，路两边全是枣树的地方就是。问合作社的堆放棚，主巷从棚边进去。",
		},
		pairs: [{ kind: "lane", words: "主巷，从堆放棚往里看" }],
		checks: [
			{
				...{ on: 13, result: "warned", days: "60" },
				words: "主巷里画的线看不见了，筐子又堆到线里，走路要侧着身；堆肥池满了没有清，味道传到巷口。给两个月改好。",
			},
		],
	},
	{
		...{ village: "上河村", writer: "xuanchuan", unit: "石桥镇环境卫生所" },
		...{ proposed: 181, noticed: 178, reviewed: 161, asked: 160, titled: 159 },
		story: {
			why: "村子一半在堤上，一半在堤下，堤下的巷子常年返潮，雨天要踩着砖头走。年轻人搬到镇上去了，留下来的多是老人，垃圾提不上堤，就倒在墙角。",
			what: "村里买了两辆手推车，请了三位身体好的老人上门收，一天一趟，推到堤上的收集点。清走墙角的垃圾以后，在巷子一边挖了浅沟，铺上鹅卵石，水有了去处，路就干了。",
			stays: "收垃圾的三位老人每月领八百元，从村集体的鱼塘租金里出。谁家提不动，在门口挂一块布，路过的人就帮忙带走。",
			deeds: ["买手推车两辆", "挖浅沟、铺鹅卵石一百五十米", "清墙角垃圾七车"],
			costs: { state: "8000", village: "12400", others: "", households: "0" },
			route: "从石桥镇沿河堤往北两公里，堤上有牌楼，堤下第二条巷子。",
		},
		pairs: [{ kind: "lane", words: "堤下第二条巷子" }],
		checks: [
			{
				...{ on: 101, result: "warned", days: "30" },
				words: "巷子一边的浅沟堵了，墙角又有了垃圾：收垃圾的三位老人有两位干不动了，没有人接。限一个月。",
			},
		],
		// The term may begin nine days later, after Spring Festival.
		removal: 60,
	},
	{
		...{ village: "白杨村", writer: "cun-baiyang", unit: "白杨村村民委员会" },
		...{ proposed: 8, noticed: 3 },
		story: {
			why: "白杨村靠着镇，租房子的人多，来来去去，谁也不觉得巷子是自己的。以前贴过告示、装过喇叭，不管用。村里想明白了一件事：先让人认得这条巷子，再请他来扫。",
			what: "请村小的孩子给每条巷子起名字、画路牌，挂上去那天，租房的、本村的都出来看。然后一条巷子一条巷子地清，先清“知了巷”，请巷子里的人自己说哪里最碍眼，第一天就清哪里。前后清了五条巷子，用了七个周末。",
			stays:
				"一条巷子推一位巷长，租房的也能当，现在五位里有两位是租房的。每周六早上八点，愿意来的带一把扫帚，半个小时，扫完在路牌下喝碗绿豆汤。",
			deeds: ["清巷子五条", "孩子们画路牌十一块", "清走建筑垃圾六车", "补路灯四盏"],
			costs: { state: "7500", village: "3600", others: "1200", households: "0" },
			route: "出柿林镇往东走一公里，过了加油站右手就是。从挂着“知了巷”路牌的口子进去。",
		},
		pairs: [
			{ kind: "lane", words: "知了巷，从路牌往里看" },
			{ kind: "square", words: "五条巷子会合的地方" },
		],
		objection: { made: 1, words: "清的都是靠镇的几条巷子，村东头的一条也没有动，这样也算全村的示范吗？请去村东头看看再定。" },
	},
	{
		...{ village: "南河社区", writer: "cun-nanhe", unit: "南河街道城市管理办公室" },
		...{ proposed: 34, noticed: 30, reviewed: 10, asked: 2 },
		story: {
			why: "老街三十年没有动过，雨水管和污水管是一根，一下大雨就往上冒。街坊最怕的不是脏，是“今天扫了，明天又冒出来”。",
			what: "街道把雨污分流的计划提前了一年，施工的三个月里，居委会每天中午在街口摆一张桌子，当天挖哪一段、几点能过人，写在黑板上。管子埋好以后，临街的四十一家自己把门口的台阶、雨棚、招牌收齐。",
			stays: "四十一家签了门前的约定，收摊以后各扫到街中间。环卫一天两趟，哪家门口有油，环卫当面说，说了三回还这样，居委会上门一起想办法。",
			deeds: ["雨污分流三百八十米", "收齐招牌、雨棚四十一处", "换下水井盖二十六个"],
			costs: { state: "412000", village: "15000", others: "", households: "24600" },
			route: "坐 3 路公交到南河市场站，往回走五十米就是老街的牌子。",
		},
		pairs: [{ kind: "lane", words: "老街中段" }],
	},
	{
		...{ village: "青石村", writer: "cun-guanli", unit: "青石村村民委员会" },
		proposed: 4,
		story: {
			why: "戏台前这条巷子，逢年过节全村都要走。平时东西堆得满，到了唱戏那几天才有人清，唱完又堆回来。",
			what: "今年没有等唱戏。戏台两边的九户先动手，清出来的砖头垒了花池；老生产队的农具洗干净，靠墙挂了一排，孩子们放学都来看。",
			stays: "九户排了一张单子，一户管一个星期。单子就贴在戏台的柱子上。",
			deeds: ["清巷子一条，一百二十米", "垒花池五个", "旧农具上墙三十多件"],
			costs: { state: "", village: "1500", others: "", households: "0" },
			route: "进村直走到老戏台，戏台右边就是。",
		},
		pairs: [{ kind: "lane", words: "戏台右边的巷子" }],
	},
];
