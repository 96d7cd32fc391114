import type { StoryTale } from "./story-shape.ts";

const PARTS = { why: "背景", how: "做法", came: "成效", means: "启示" };

export const STORY_TALES: StoryTale[] = [
	{
		...{ title: "一垛柴，码出一面墙", summary: "没花一分钱，半天工夫，门口走得开三轮车了。", pairs: ["Q3-01"] },
		...{ begun: 96, reached: "published", consent: "own", hungAt: ["村委会门口左边", "桥头小卖部外墙"] },
		agrees: ["village_board", "wechat", "press"],
		blocks: [
			["heading", PARTS.why],
			[
				"paragraph",
				"{place}这户人家烧了半辈子柴。柴是省钱的东西，也是最占地方的东西：下雨前抢着往屋檐下抱，天晴了又摊开晒，院子里常年下不去脚。",
			],
			["quote", "{own}", "这家的主人"],
			["heading", PARTS.how],
			["paragraph", "先分干湿：**湿的靠外晾着，干的靠墙码起来**。再分粗细，粗的垫底，细的搭在上面。离地垫了一层旧砖，雨天不返潮。"],
			["heading", PARTS.came],
			["paragraph", "腾出来的地方正好停下三轮车。做饭时伸手就够得着柴，灶前再没有撒一地的碎枝。"],
			["heading", PARTS.means],
			["paragraph", "收拾院子不一定要添东西，先给手边的东西找一个固定的地方。地方定了，日后就是顺手的事。"],
		],
		...{
			cost: "没有花钱。垫底的砖是拆旧灶剩下的。",
			howTo: ["干湿分开，湿的先晾三天", "用旧砖垫底，离地一拃高", "粗的在下，细的在上，一溜靠墙", "以后烧多少抱多少，碎枝随手扫进筐"],
		},
	},
	{
		...{ title: "水沟通了，味道没了", summary: "屋后一条沟，堵了三年，三户人家掏了两个早上。", pairs: ["Q2-01", "Q2-01"] },
		...{ begun: 80, reached: "published", consent: "spoken", agrees: ["village_board", "wechat"] },
		blocks: [
			["paragraph", "{place}的这条沟在屋后，平时没人看得见。看不见的地方最容易欠账：落叶、淤泥、冲下来的塑料袋，一年垫高一层。"],
			["quote", "{own}", "沟边住的人家"],
			["heading", "怎么掏的"],
			["list", "先从下游掏起，上面的水才有去处\n淤泥晾干了背到菜地里，是好肥\n沟沿的草只割不拔，根能护土"],
			["pair", "隔壁一户看着水通了，接着往上掏了一段。", "1"],
			["heading", "现在"],
			["paragraph", "下雨不再往院里漫。三家说好：**每月头一个赶集天，各人掏各人门口那一截**。"],
		],
		...{ cost: "买了一把长柄铁耙，二十八元，三家合用。", howTo: ["从下游往上掏", "淤泥晾在沟边两天再搬", "每月固定一天，各掏各的一截"] },
	},
	{
		...{ title: "八分地，四季菜", summary: "堆杂物的角落翻成了小菜园，够一家人吃，还有余。", pairs: ["Z1-04"] },
		...{ begun: 62, reached: "published", consent: "paper", agrees: ["village_board", "wechat", "press"] },
		blocks: [
			["paragraph", "这块地原先堆的是盖房剩下的东西，想着总有一天用得上，一放就是好几年。"],
			["quote", "{own}", "{place}的一位种菜人"],
			["paragraph", "能用的砖铺成小路，碎的垫了鸡圈。土翻了两遍，头一季只种萝卜和青菜，养一养地。"],
			["paragraph", "现在院墙下四季都有绿的。吃不完的摘给隔壁的老人，**人情也跟着菜长**。"],
		],
		...{
			cost: "菜籽十二元，竹篱笆是自家砍的竹子。",
			howTo: ["先清出石块和塑料，土里不能有", "头一季种耐粗的，养地", "用竹子围一圈，鸡进不去"],
		},
	},
	{
		...{ title: "清洁日这天，全村的扫帚都响了", summary: "没有点名，没有打分，来的人自己带着扫帚。", pairs: [], village: "白杨村" },
		...{ begun: 55, reached: "published" },
		blocks: [
			["heading", PARTS.why],
			[
				"paragraph",
				"以前一说大扫除，先开会，再分片，再检查。扫得快，脏得也快。今年村里换了个办法：大喇叭头天傍晚说一声，第二天早上谁有空谁来。",
			],
			["heading", PARTS.how],
			["list", "从桥头开始，往两头扫\n老人和孩子捡路边的纸和袋子\n青壮年抬大件，三轮车跟在后面\n扫完在村口的大树下喝碗热茶"],
			["quote", "不扫也没人说你，可听见外头都是扫帚声，就坐不住了。", "一位下楼来扫地的大爷"],
			["paragraph", "头一回来了十来户，第三回来了大半个村。没有人记谁来了、谁没来。"],
			["link", "白杨村的院子", "/villages"],
		],
		...{
			cost: "茶叶和一次性手套，一共六十多元，村里出的。",
			howTo: ["头天傍晚广播一遍，说清几点、从哪里开始", "不点名，不拍打卡照", "大件有车拉，来的人才有奔头"],
		},
	},
	{
		...{ title: "离地一尺，农具有了家", summary: "墙上一排钩子，院里少找半天东西。", pairs: ["Q3-02"] },
		...{ begun: 44, reached: "published", consent: "own", hungAt: ["卫生室走廊"], isTakenDown: true },
		agrees: ["village_board", "wechat"],
		blocks: [
			["paragraph", "锄头在门后，镰刀在窗台，铁锹在猪圈边。要用的时候满院找，找着了又随手一放。"],
			["quote", "{own}", "这家的主人"],
			["paragraph", "办法说出来不稀奇：**墙上钉一排钩子，哪样挂哪里，画个轮廓**。孩子们也认得，用完挂回去。"],
		],
		...{
			cost: "钩子和钉子十六元。",
			howTo: ["按用得多少排：天天用的挂在手边", "重的挂低处，带刃的挂孩子够不着的地方", "照着样子在墙上画轮廓"],
		},
	},
	{
		...{ title: "草除了，蛇也搬家了", summary: "荒了三年的院子，两个人拔了四天。", pairs: ["Q3-03", "Z1-02"] },
		...{ begun: 18, reached: "published", consent: "own" },
		blocks: [
			["paragraph", "主人在外打工，院子一年只开两回门。草长到膝盖，墙角有蛇，孩子不敢过。"],
			["quote", "{own}", "回来过中秋的主人"],
			["pair", "隔壁看见了，也把墙根空出来，撒了花籽。", "1"],
			["paragraph", "走之前，他把钥匙交给隔壁，说好**每月帮着开一次门，透透气**。人不在，院子也不荒。"],
		],
		...{
			cost: "没有花钱。花籽是邻居给的。",
			howTo: ["先打草惊蛇，再下手", "连根拔，抖净土，晒干了再烧灶", "不常在家的，托邻居每月看一眼"],
		},
	},
	{
		...{ title: "老井巷的黑板", summary: "每月初一扫一遍，扫完画个圈。圈画满了，巷子也干净了。", pairs: [], village: "杏花村" },
		...{ begun: 30, reached: "published" },
		own: { key: "demo-lane-0-0", kind: "lane", words: "扫干净的老井巷，从井台往里看", takenBy: "区宣传员" },
		blocks: [
			["paragraph", "杏花村的老井巷两百来米，住着二十三户。井台边立着一块小黑板，每月初一，谁扫了门前三米，就去画一个圈。"],
			["quote", "圈不记名，谁也不查。可是空着一块，自己看着不得劲。", "巷口的一位大娘"],
			["paragraph", "黑板是学校换下来的，粉笔是孩子们给的。**它不是榜，月底擦掉，下月重来**。"],
			["picture", "初一早上，扫完的巷子", "own"],
			["link", "看看杏花村是怎么做的", "/models"],
		],
		...{ cost: "没有花钱。", howTo: ["找一块人人路过的地方", "只画圈，不写名字", "月底擦掉，不攒，不比"] },
	},
	{
		...{ title: "收拾院子的一百天", summary: "夏天讲过的一户人家，到秋天讲完了。", pairs: ["H-01"] },
		...{ begun: 64, reached: "ended", consent: "own", agrees: ["village_board"] },
		blocks: [
			["paragraph", "不是一天弄成的。先清，再码，最后才种花。"],
			["quote", "{own}", "这家的主人"],
		],
		...{ cost: "前后花了四十来块钱。", howTo: ["先清后码再种"] },
	},
	{
		...{ title: "拆了旧棚，太阳照进堂屋", summary: "门前搭了十年的塑料棚，一个上午拆完。", pairs: ["C3-01"] },
		...{ begun: 26, reached: "taken_back", consent: "own", agrees: ["village_board"] },
		blocks: [
			["paragraph", "棚子原来是放杂物的，杂物清了，棚子也就用不着了。"],
			["quote", "{own}", "这家的主人"],
		],
		...{ cost: "没有花钱。", howTo: ["先清棚里的，再拆棚", "拆下的竹竿留着搭瓜架"] },
	},
	{
		...{ title: "鸡有鸡的院子，人有人的院子", summary: "圈了个小院养鸡，扫地少扫一半。", pairs: ["Z2-01"] },
		...{ begun: 9, reached: "scheduled", consent: "own", agrees: ["village_board"] },
		blocks: [
			["paragraph", "鸡以前满院跑，下脚都要看。"],
			["quote", "{own}", "养鸡的人家"],
			["paragraph", "用竹子和旧渔网在后墙根圈了一块，朝南，早上有太阳。粪每三天清一回，上菜地。"],
		],
		...{ cost: "铁丝和门扣九元。", howTo: ["选背风朝阳的墙根", "留一扇矮门，人进得去", "粪三天清一回，堆到地头沤着"] },
	},
	{
		...{ title: "花籽是邻居给的", summary: "一条巷子的花，是一把花籽传出来的。", pairs: ["Z1-02"] },
		...{ begun: 7, reached: "final", consent: "own" },
		blocks: [
			["paragraph", "{place}这条巷子，去年只有一家门口有花。"],
			["quote", "{own}", "种花的人家"],
			["paragraph", "秋天她把籽收下来，用旧报纸包了二十几个小包，谁路过给谁一包。"],
		],
		...{ cost: "没有花钱。", howTo: ["秋天收籽，晒干包好", "谁要给谁，不用还"] },
	},
	{
		...{ title: "半院碎砖铺成路", summary: "好砖铺路，碎砖垫圈，一车也没多拉。", pairs: ["Q1-03"] },
		...{ begun: 5, reached: "first", consent: "own" },
		blocks: [
			["paragraph", "盖房剩的碎砖头占了半个院子，拉走要花钱，留着又碍事。"],
			["quote", "{own}", "这家的主人"],
			["paragraph", "他把好砖一块块挑出来，从大门铺到堂屋，中间拐了个弯，绕开那棵柿子树。"],
		],
		...{ cost: "沙子一袋，十五元。", howTo: ["好砖碎砖先分开", "先铺一层沙，再摆砖", "缝里扫满沙，踩实"] },
	},
	{
		...{ title: "三车垃圾和两个桶", summary: "清了三车，难的是以后不再堆。", pairs: ["Q1-01"] },
		...{ begun: 12, reached: "returned", remark: "“难的是以后不再堆”说得好，可是下面没有写后来怎么样了。请补一句现在的样子。" },
		blocks: [
			["paragraph", "门口的垃圾堆了小半年，总说明天清。"],
			["quote", "{own}", "这家的主人"],
		],
		...{ cost: "两个旧桶，没有花钱。", howTo: ["一个装干的，一个装湿的", "湿的当天倒到沤肥坑"] },
	},
];
