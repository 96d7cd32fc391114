import type { SeededRandom } from "#demo/random.ts";

// Invented names of real shapes: what real counties have, and what breaks lists, cards and searches.
const SURNAMES = [
	..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金",
];
/** Read in another way than elsewhere, or of two characters. */
const ODD_SURNAMES = "单 仇 查 解 区 盖 朴 尉迟 欧阳 上官 令狐 长孙 万俟 宓 覃 乐 翟 牟".split(" ");
const GIVEN = (
	"桂兰 秀英 玉珍 春生 长河 德富 建国 志强 国庆 秋菊 冬梅 金花 水根 树林 永福 明亮 文斌 晓燕 海燕 丽华 素芬 爱莲 翠萍 大勇 福来 根旺 " +
	"宝珠 素琴 淑贞 喜凤 有田 天佑 青山 红梅 月娥 银花 立军 建华 新民 满仓 栓柱 兰英 凤英 广才 守义 传芳 友良 长顺 香莲 彩云 腊梅 子文 重阳 行 乐 𬭚"
).split(" ");
const UYGHUR = "阿卜杜热合曼 阿依古丽 买买提 吐尔逊 古丽巴哈尔 艾尼瓦尔 热依汗古丽 努尔麦麦提".split(" ");
const MONGOLIAN = "巴特尔 其其格 乌云毕力格 额尔敦巴雅尔 萨仁图雅 阿拉坦敖其尔 那仁格日勒 孟克吉日嘎拉".split(" ");

export function headName(random: SeededRandom): string {
	const draw = random.next();
	if (draw < 0.01) return `${random.pick(UYGHUR)}·${random.pick(UYGHUR)}`;
	if (draw < 0.02) return random.pick(MONGOLIAN);
	return `${random.pick(draw < 0.05 ? ODD_SURNAMES : SURNAMES)}${random.pick(GIVEN)}`;
}

const TOWNS =
	"城关镇 柳河镇 大营镇 双庙镇 石佛镇 官庄镇 白塔镇 长岭镇 清水镇 南关街道 北关街道 新城街道 高庄镇 马店乡 三岔乡 青龙乡 云台乡 红旗乡 凤凰乡 东风乡 沙河乡 乌兰图嘎苏木 巴彦塔拉苏木 回民乡 国营北原农场".split(
		" ",
	);

export function townNames(): string[] {
	return TOWNS;
}

const FOUR_TIMES = "高庄村委会";
const LONG = (
	"乌兰哈达额尔敦宝力格嘎查 阿日昆都楞温都尔嘎查 巴彦乌拉呼和诺尔嘎查 查干敖包新浩特嘎查 额吉淖尔宝日胡舒嘎查 哈日干图阿拉坦额莫勒嘎查 " +
	"孜尔力克·阿瓦提村委会 库木·托格拉克村委会 阿克·吐格曼村民委员会 巴什·兰干村委会 " +
	"（原）王家庄村委会 新民（二）社区居委会 柳林村委会（东） 前进（农场）村委会 清河社区（筹）居委会 石桥（北）村委会 一二三（团）社区 〇八村委会"
).split(" ");
const NATURE =
	"柳林 清河 白杨 杏花 青石 石桥 枣园 上河 竹溪 南河 槐荫 前坡 后坡 新民 红星 胜利 东风 向阳 团结 光明 和平 幸福 龙泉 凤鸣 大沟 小河 双井 三官 五里 十里 七星 九龙".split(
		" ",
	);
const SHAPES = ["庄", "家庄", "家沟", "家湾", "家营", "家洼", "家店", "家寨", "家坪", "家岗", "家堡", "屯", "楼", "集"];
const DIRECTIONS = ["", "东", "西", "南", "北", "前", "后", "上", "下"];

/** 1,032 names of villages; 56 of them stand more than once, one four times. Neighbours in the list go to different towns. */
export function villageNames(random: SeededRandom, count: number): string[] {
	const stems = [
		...SURNAMES.flatMap((surname) => SHAPES.map((shape) => `${surname}${shape}`)),
		...NATURE.flatMap((name) => DIRECTIONS.map((direction) => `${direction}${name}`)),
	].filter((stem) => stem !== "高庄");
	const plain = random.shuffle(stems).map((stem) => `${stem}${suffix(random)}`);
	const names = [...Array<string>(4).fill(FOUR_TIMES), ...LONG];
	for (let n = 0; n < 55; n++) names.push(...Array<string>(n < 2 ? 3 : 2).fill(plain[n] as string));
	return [...names, ...plain.slice(55, 55 + count - names.length)];
}

function suffix(random: SeededRandom): string {
	const draw = random.next();
	if (draw < 0.74) return "村委会";
	if (draw < 0.84) return "村民委员会";
	if (draw < 0.94) return "社区居委会";
	return draw < 0.97 ? "居委会" : "村";
}

const HAMLETS = "东沟 西坡 桥头 老井 上屋 下湾 柿树坪 碾子沟 大院子 小河口 红土岗 松林垭 磨坊 渡口 花椒湾 油坊 龙王塘 晒谷场".split(" ");

export function hamletName(random: SeededRandom, place: number): string {
	return random.chance(0.6) ? `第${place + 1}村民小组` : random.pick(HAMLETS);
}
