/** `plain` is set only where a household may choose this leaf for its own courtyard. */
export interface Leaf {
	code: string;
	name: string;
	nameEn: string;
	unit: string;
	plain?: [zh: string, en: string];
}

function leaf(code: string, name: string, nameEn: string, unit: string, plain?: Leaf["plain"]): Leaf {
	return plain ? { code, name, nameEn, unit, plain } : { code, name, nameEn, unit };
}

/** The leaves in the order of display. Households cannot choose public work (sewers, roads, collection). */
export const LEAVES: Leaf[] = [
	leaf("Q1-01", "清理生活垃圾", "Household rubbish", "吨", ["垃圾清走了", "Rubbish cleared away"]),
	leaf("Q1-02", "清理积存/陈年垃圾点", "Legacy dump", "处、吨"),
	leaf("Q1-03", "清理建筑垃圾", "Construction waste", "吨", ["砖头瓦块清走了", "Bricks and rubble cleared away"]),
	leaf("Q1-04", "清理白色垃圾/农膜", "Plastic and film", "千克", ["塑料袋、农膜捡干净了", "Plastic bags and film picked up"]),
	leaf("Q2-01", "清理污水沟渠", "Dirty ditch", "公里", ["门前水沟掏通了", "The ditch at the gate cleaned out"]),
	leaf("Q2-02", "清理塘沟淤泥漂浮物", "Ponds and silt", "处、立方米"),
	leaf("Q2-03", "整治污水直排口", "Open outfall", "处"),
	leaf("Q3-01", "清理柴草杂物", "Firewood and clutter", "处", ["柴草杂物码齐了", "Firewood and clutter stacked"]),
	leaf("Q3-02", "清理乱堆建材农具", "Materials and tools", "处", ["农具建材放整齐了", "Tools and materials put in order"]),
	leaf("Q3-03", "清理杂草", "Weeds", "平方米", ["杂草除掉了", "Weeds pulled"]),
	leaf("Q3-04", "清理小广告", "Posters", "处"),
	leaf("Q3-05", "清理路障", "Road obstacles", "处"),
	leaf("C1-01", "拆除危旧弃房", "Unsafe houses", "平方米、处"),
	leaf("C1-02", "拆除残垣断壁", "Broken walls", "平方米", ["破墙烂院拆了", "A broken wall taken down"]),
	leaf("C2-01", "拆除违法建设", "Illegal building", "平方米"),
	leaf("C3-01", "拆除乱搭乱建棚舍", "Lean-tos and sheds", "平方米、处", ["旧棚子拆了", "An old lean-to taken down"]),
	leaf("C3-02", "拆除旱厕", "Dry latrine", "座", ["旱厕拆了", "A dry latrine taken down"]),
	leaf("C3-03", "拆除违规广告招牌", "Illegal signs", "块"),
	leaf("Z1-01", "村容整治/巷道硬化", "Lanes and paving", "米"),
	leaf("Z1-02", "绿化美化", "Greening", "平方米、株", ["种了花、栽了树", "Flowers or trees planted"]),
	leaf("Z1-03", "三线整治", "Cables", "处"),
	leaf("Z1-04", "小菜园小果园小花园", "Small gardens", "个", ["小菜园、小果园整好了", "A small garden laid out"]),
	leaf("Z1-05", "亮化", "Lighting", "盏"),
	leaf("Z2-01", "畜禽粪污治理", "Manure", "吨、处", ["圈舍粪污清干净了", "The pen and its manure cleaned"]),
	leaf("Z2-02", "病死畜禽清理", "Dead animals", "头（只）"),
	leaf("Z2-03", "农药包装/农膜回收", "Pesticide packs and film", "千克"),
	leaf("Z2-04", "秸秆综合利用/禁烧", "Straw", "吨、起"),
	leaf("Z3-01", "乱扔乱倒乱泼", "Littering and pouring", "起"),
	leaf("Z3-02", "畜禽散养", "Loose animals", "起", ["鸡鸭圈起来养了", "Poultry kept in a pen"]),
	leaf("Z3-03", "红白事大操大办后垃圾/燃放", "Feast waste and fireworks", "起"),
	leaf("Z3-04", "乱停乱放", "Parking", "起"),
	leaf("H-01", "美丽庭院", "Courtyard", "户", ["整个院子收拾了", "The whole courtyard tidied"]),
	leaf("S-01", "门前三包", "Frontage duty", "户", ["门前扫干净了", "The frontage swept"]),
	leaf("R-01", "户分类", "Sorting at home", "户", ["垃圾分类放了", "Rubbish sorted at home"]),
	leaf("T-01", "户厕新建/改造", "Household toilet", "户（座）", ["厕所改好了", "The toilet rebuilt"]),
	leaf("T-02", "公厕新建", "Public toilet", "座"),
	leaf("T-03", "问题厕所整改", "Toilet repair", "座"),
	leaf("T-04", "公厕保洁", "Public toilet cleaning", "次"),
	leaf("W-01", "污水管网", "Sewer pipe", "公里"),
	leaf("W-02", "污水处理设施", "Treatment unit", "座（套）"),
	leaf("W-03", "黑臭水体治理", "Black-odorous water", "条（处）、平方米"),
	leaf("R-02", "村收集点/垃圾桶", "Collection point and bins", "个"),
	leaf("R-03", "镇转运", "Town transfer", "车次、吨"),
	leaf("R-04", "区处理", "District treatment", "吨"),
	leaf("S-02", "公共区域保洁", "Public cleaning", "次"),
	leaf("S-03", "公路/河道/村庄结合部", "Road, river, edge", "公里"),
	leaf("F-01", "设施缺口申请", "Facility gap", "件"),
	leaf("M-01", "倡议/宣传/入户", "Publicity and visits", "次、份"),
];

/** 三清, 三拆, 三整治 name leaves by the beginning of their codes. A household's daily upkeep is a group of its own. */
export const GROUPS: { code: string; name: string; nameEn: string; holds: string[] }[] = [
	{ code: "clear", name: "三清", nameEn: "Three clearings", holds: ["Q1-", "Q2-", "Q3-"] },
	{ code: "remove", name: "三拆", nameEn: "Three removals", holds: ["C1-", "C2-", "C3-"] },
	{ code: "improve", name: "三整治", nameEn: "Three improvements", holds: ["Z1-", "Z2-", "Z3-"] },
	{ code: "upkeep", name: "日常保持", nameEn: "Everyday upkeep", holds: ["H-01", "S-01", "R-01", "T-01"] },
];
