import type { SeededRandom } from "./random.ts";

// A made-up district: no province has the code 99, and every county has such names.
const DISTRICT = { code: "990101000000", name: "青岭区" };
const TOWNS = [
	{ part: "100", name: "柿林镇", villages: ["青石村", "白杨村", "杏花村", "柳湾村"] },
	{ part: "101", name: "石桥镇", villages: ["石桥村", "枣园村", "上河村", "竹溪村"] },
	{ part: "001", name: "南河街道", villages: ["南河社区", "槐荫社区", "前坡村", "后坡村"] },
];
const HAMLETS = [
	..."东沟 西坡 桥头 老井 上屋 下湾 柿树坪 碾子沟 大院子 小河口 红土岗 松林垭 磨坊 渡口 花椒湾 土地岭 马家院 杨柳沟 石门坎 油坊".split(" "),
	..."板栗坪 龙王塘 新屋场 老街 水井边 茶园 坡上 河坝 晒谷场 月亮湾 枫香树 观音岩 樟树下 桃园 李家坪 金竹园 对门坡 堰塘边 祠堂前 后山".split(
		" ",
	),
	..."北头 南头 中街 村东 村西 荷塘 麦田边 瓦窑 窑坡 梨树院 香樟里 清水巷 凤凰巷 和平里 幸福里 丁家院 何家湾 周家坡 胡家塘 刘家垄".split(
		" ",
	),
];
const SURNAMES = [
	..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金",
];
const GIVEN = (
	"桂兰 秀英 玉珍 春生 长河 德富 建国 志强 国庆 秋菊 冬梅 金花 水根 树林 永福 明亮 文斌 晓燕 海燕 丽华 素芬 爱莲 翠萍 大勇 福来 根旺 " +
	"宝珠 素琴 淑贞 喜凤 有田 天佑 青山 红梅 月娥 银花 立军 建华 新民 满仓 栓柱 兰英 凤英 广才 守义 传芳 友良 长顺 香莲 彩云 腊梅 子文"
).split(" ");

/** Rows of the import file: the demo imports its district as a county does. */
export interface HouseholdRow {
	town: { code: string; name: string };
	village: { code: string; name: string };
	hamlet: { code: string; name: string };
	number: string;
	headName: string;
	isHardship: boolean;
	status: "lived_in" | "away" | "empty";
}

export interface District {
	code: string;
	name: string;
	households: HouseholdRow[];
}

/** 3 towns, 12 villages, 60 hamlets, 900 households: some away for work, some empty, some in hardship. */
export function plannedDistrict(random: SeededRandom): District {
	const households = hamlets().flatMap((hamlet) => Array.from({ length: 15 }, (_, n) => householdRow(random, hamlet, n + 1)));
	return { ...DISTRICT, households };
}

type Hamlet = Pick<HouseholdRow, "town" | "village" | "hamlet">;

function hamlets(): Hamlet[] {
	let next = 0;
	return TOWNS.flatMap(({ part, name, villages }) =>
		villages.flatMap((villageName, v) => {
			const town = { code: `990101${part}000`, name };
			const first = villageName.endsWith("社区") ? 1 : 201;
			const village = { code: `990101${part}${String(first + v).padStart(3, "0")}`, name: villageName };
			return Array.from({ length: 5 }, (_, h) => ({
				town,
				village,
				hamlet: { code: `${village.code}00${h + 1}`, name: HAMLETS[next++] as string },
			}));
		}),
	);
}

function householdRow(random: SeededRandom, hamlet: Hamlet, number: number): HouseholdRow {
	return {
		...hamlet,
		number: String(number).padStart(4, "0"),
		headName: personName(random),
		isHardship: random.chance(0.06),
		status: random.chance(0.08) ? "away" : random.chance(0.04) ? "empty" : "lived_in",
	};
}

/** A common kind of name; any likeness to a person is chance. */
export function personName(random: SeededRandom): string {
	return random.pick(SURNAMES) + random.pick(GIVEN);
}
