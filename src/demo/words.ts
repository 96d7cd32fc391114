import type { SeededRandom } from "./random.ts";

// What villagers write under their pictures: short, concrete, in their own voice. `{}` is replaced by one of the words below.
const STORIES: Record<string, string[]> = {
	"Q1-01": [
		"门口的垃圾堆了小半年，总说明天清，{days}一咬牙拉了{loads}。地扫出来，走路都敞亮。",
		"塑料袋、烂筐子装了{loads}，都送到村口的收集点了。现在家里备了两个桶，干的湿的分开放。",
		"墙根那堆东西夏天招苍蝇，{helper}和我{days}收拾完，晚饭又能在院里吃了。",
	],
	"Q1-03": [
		"盖房剩的碎砖头占了半个院子，挑好的垫了鸡圈，剩下的{loads}运走了。",
		"拆灶台留的砖瓦一直没地方放，{helper}出了个主意：好砖铺成小路，碎的拉走。",
	],
	"Q2-01": [
		"屋后的水沟堵了，下雨就往院里漫。{helper}帮着掏了{days}，水通了，味也没了。",
		"沟里的淤泥掏出来正好上菜地。以后每月掏一回，不让它再堵。",
	],
	"Q3-01": [
		"柴火东一堆西一堆，下雨就烂。{days}重新码了，靠墙一溜齐，拿着也方便。",
		"以前柴垛挡着窗户，屋里白天也要开灯。挪到后墙码好，屋里亮堂多了。",
		"孙子放假回来帮我码柴，码得比我还齐。",
		"烧柴的人家，院子乱就乱在柴上。搭了个小架子，离地放，干净也不潮。",
	],
	"Q3-02": [
		"锄头、铁锹、三轮车各归各位，墙上钉了一排钩子，花了不到二十块钱。",
		"盖房剩的木料堆了两年，{helper}说再放就朽了。能用的架起来，不能用的劈了柴。",
		"农具用完随手一扔，找的时候满院转。现在挂墙上，少生好多气。",
	],
	"Q3-03": [
		"院里的草长到膝盖了。{helper}和我{days}拔干净，撒了点菜籽，已经出苗了。",
		"常年在外打工，院子荒了。这次回来住{days}，先把草除了，看着才像个家。",
		"墙角的草里有蛇，孩子不敢过。清了以后铺了碎石，再不怕了。",
	],
	"C3-01": [
		"门前搭的塑料棚早破了，风一吹哗哗响。拆掉以后，太阳能照到堂屋里来。",
		"原来搭的棚子是放杂物的，杂物清了，棚子也就用不着了。{helper}帮我一起拆的。",
	],
	"Z1-02": [
		"沿墙种了一排{flowers}，没花钱，籽是邻居给的。",
		"空地平出来栽了{flowers}，路过的人都站住看两眼，我心里高兴。",
		"老伴爱花，今年把院子边上都给她种了{flowers}。",
	],
	"Z1-04": [
		"把堆东西的角落翻成了菜地，现在有{greens}，够一家人吃。",
		"小菜园用竹子围了一圈，鸡进不去了。{greens}长得正好。",
		"八分地舍不得荒着，种了{greens}。吃不完的送给隔壁老人。",
	],
	"Z2-01": ["鸡以前满院跑，下脚都要看。圈了个小院子养，扫地少扫一半。", "猪圈早不养猪了，一直空着臭。清出来用石灰刷了一遍，改成放农具的。"],
	"H-01": [
		"不是一天弄成的。先清，再码，最后才种花。{helper}看见了，也回家收拾去了。",
		"就想着过年孩子们回来，看见院子干干净净。现在每天早上扫一遍，习惯了。",
		"没花什么钱，就是花了点力气。{days}下来，腰有点酸，心里舒坦。",
		"邻居家先弄的，我看着好，也跟着弄。院子干净了，人也愿意来坐坐。",
		"以前总觉得农家的院子乱点不要紧，收拾出来才知道，亮堂了人也有精神。",
	],
};

const FILLINGS: Record<string, string[]> = {
	days: ["一个上午", "两天", "三天", "一个周末", "大半天", "前后五天", "农闲这几天"],
	loads: ["三车", "两三轮车", "十几袋", "满满一车", "六七筐"],
	helper: ["隔壁婶子", "邻居老哥", "儿子", "女儿女婿", "老伴", "组长", "几个邻居", "小孙女"],
	flowers: ["鸡冠花", "向日葵", "月季", "菊花", "凤仙花", "万寿菊", "太阳花"],
	greens: ["小葱和菠菜", "白菜萝卜", "豆角和辣椒", "蒜苗、香菜", "丝瓜和南瓜", "红薯和生菜"],
};

export const SEED_CATEGORIES = Object.keys(STORIES);

/** A few sentences that fit the category. */
export function words(random: SeededRandom, category: string): string {
	return random
		.pick(STORIES[category] ?? STORIES["H-01"] ?? [])
		.replaceAll(/\{(\w+)\}/g, (_, key: string) => random.pick(FILLINGS[key] ?? []));
}

/** Words of the category that nobody of a round has yet; the general ones if all of its own are taken. */
export function otherWords(random: SeededRandom, category: string, taken: Set<string>): string {
	for (let tries = 0; tries < 200; tries += 1) {
		const said = words(random, tries < 50 ? category : "H-01");
		if (!taken.has(said)) return said;
	}
	throw new Error("No words are left for a candidate.");
}

export const ROUND_NAMES = {
	past: { name: "柿林镇初秋人气庭院", words: "看谁家的院子最招人喜欢。票数只用来评人气奖，不记分、不评比。" },
	closed: { name: "柿林镇晒秋人气庭院", words: "玉米上了架，辣椒上了墙，看谁家晒秋晒得好看。票数只用来评人气奖。" },
	open: { name: "青岭区秋收人气庭院", words: "秋粮进了仓，院子也亮堂。每户选三家您喜欢的，不能选本村的。票数只用来评人气奖。" },
};

/** What the officers of a closed round found, and a household's answer. */
export const QUESTIONS = {
	byNeighbour: "上门问过，户主说那几天在县城住院，这一票是邻居拿他家的纸条投的。",
	appeal: "那几天我是住院，可我打电话托邻居投的，投谁是我自己定的。",
	twice: "同一户交来两张纸质选票，笔迹不一样，先提出来核实。",
};

/** About the households drawn for a visit. */
export const VISITED = "抽到的户都上门问过，都说投过。";

/** A household's objection to a count, and the answer. */
export const DOUBT = {
	words: "我家是用纸投的，怎么知道算进去了没有？",
	answer:
		"能查。登录以后，在这一轮里点“看回执”，就看得到您家的纸票录好了没有；不用手机的，到村委会请人帮您看。公布的文件里没有姓名，谁都可以拿去再数一遍。",
};

/** What editors and a household say of a board. */
export const BOARDS = {
	label: "加油榜",
	praise: "路口、沟边、院子前后，去看的时候都干净。",
	why: "两个月的走访都看完了，名单按察看结果算出，没有人为增减。",
	objection: "我们村九月收秋，路上难免有秸秆，只看那几天，是不是太严了？",
	answer: "看哪个组、哪一天去，都是抽签定的，各村一样。您可以下载这一期的文件，自己再算一遍。",
};

/** What an inspector notes at a look back, and what a household says against it. */
export const LOOKS = {
	partly: "院子是干净的，墙根的柴散了几根。",
	gap: "垃圾桶上个月收走没还回来，垃圾只好堆在门口。",
	relapsed: "门口又堆起纸箱和塑料瓶，柴也散了。",
	windy: "墙边堆着断枝和碎瓦。",
	piled: "屋檐下又堆满了杂物。",
	corner: "前院干净，后墙角还有几个空瓶。",
	again: "上次说过的后墙角没有收，又多了两堆纸箱。",
	rainy: "农具和袋子摆了一院子，过道走不通。",
	appeal: "前一天夜里刮大风，树枝是刮下来的，第二天就拉走了。",
	right: { words: "问过同组的人，那天夜里是刮了大风。这一次不算又乱了。" },
	busy: "那几天忙收秋，东西临时放一放。",
	wrong: { words: "照片上是纸箱和旧家具，不是收秋的东西。要人帮忙拉走，请跟村里说。" },
	open: "那天正在盖棚子，东西搬出来放了一天，晚上就收回去了。",
};

/** What households say when they are asked about their points, and what was found of what they called untrue. */
export const CALLBACKS = {
	true: "是，收拾好了村里才记的，分数也对。",
	notReached: "打了三次电话，去了一次，家里没有人。",
	untrue: "没有这回事，那几天我们都在县城看病，院子没有动过。",
	why: "问了同组两户，那几天这户确实没有人在家，照片是隔壁院子的，这笔冲回。",
};

/** N02: what a moderator saw in a picture only after it was shown, and what was found of it. */
export const FALSE_PICTURE = {
	found: "和这户上一组收拾后的是同一个角度、同一地落叶，是那一天拍的，不是这一次的。",
	why: "两组照片并排看过，地上的落叶一片不差，是同一天拍的，这笔冲回。",
};

export const DISPUTES = {
	notUs: "这件事不是我家的",
	answer: "查了签到的照片，那天您家没有人到，是组长点名时看串了门牌，这 10 分退掉。",
	open: "分数不对",
};
