/** A good of the demo's store, with what one cost the village and how many came at first. */
export interface GoodTale {
	name: string;
	unit: string;
	description: string;
	/** In points; a yuan a point. */
	price: string;
	/** In yuan; "" where it was given. */
	cost: string;
	quantity: number;
	/** Who gave it. */
	donor?: string;
}

export const GOODS: GoodTale[] = [
	{ name: "食盐", unit: "袋", description: "加碘，400 克", price: "2", cost: "1.80", quantity: 60 },
	{ name: "劳保手套", unit: "双", description: "打扫时用", price: "3", cost: "2.60", quantity: 40 },
	{ name: "肥皂", unit: "块", description: "洗衣服用", price: "4", cost: "3.20", quantity: 60 },
	{ name: "垃圾袋", unit: "卷", description: "一卷 30 个", price: "5", cost: "4.50", quantity: 40 },
	{ name: "牙膏", unit: "支", description: "", price: "6", cost: "5.60", quantity: 30 },
	{ name: "毛巾", unit: "条", description: "纯棉", price: "7", cost: "", quantity: 30, donor: "柿林镇妇联" },
	{ name: "洗洁精", unit: "瓶", description: "1 公斤", price: "8", cost: "7.20", quantity: 24 },
	{ name: "洗衣粉", unit: "袋", description: "1.5 公斤", price: "9", cost: "8.60", quantity: 30 },
	{ name: "扫把", unit: "把", description: "高粱穗扎的，村里老人做的", price: "12", cost: "10.00", quantity: 12 },
	{ name: "搪瓷盆", unit: "个", description: "口径 36 厘米", price: "16", cost: "", quantity: 4, donor: "在外做工的一位乡亲" },
	{ name: "热水瓶", unit: "个", description: "2 升", price: "28", cost: "26.50", quantity: 10 },
];

/** Entered, and not signed by a second person yet, so that there is none of it. */
export const STILL_TO_SIGN = "热水瓶";

export const DONORS = [
	{ name: "柿林镇妇联", kind: "office", isNamed: true },
	{ name: "柿林供销社", kind: "firm", isNamed: true },
	{ name: "在外做工的一位乡亲", kind: "person", isNamed: false },
];

/** More that came later. */
export const MORE: Pick<GoodTale, "name" | "cost" | "quantity" | "donor">[] = [
	{ name: "食盐", cost: "", quantity: 20, donor: "柿林供销社" },
	{ name: "肥皂", cost: "3.00", quantity: 40 },
];

/** What it costs in points since the village bought it cheaper. */
export const NEW_PRICE = { name: "肥皂", price: "3" };

/** What the stock-taking finds: by how much of this good shelf and books differ. */
export const DAMAGED = { name: "洗衣粉", difference: -1, why: "一袋洗衣粉受潮结块，两人看过，拍照留底。" };
export const COUNTED = "月底盘点，一样一样数过。";

export interface OrderTale {
	/** The day and hour of last month, or how many hours ago. */
	when: { day: number; hour: number } | { hoursAgo: number };
	/** Whose it is: the demo's villager's, or whose turn it is. */
	who?: "villager";
	/** On an own phone, at the kiosk, or by a keeper for who has no phone. */
	way: "own" | "kiosk" | "keeper";
	goods: [name: string, quantity: number][];
	/** Handed out at once or collected later, given back by itself or by a keeper, never collected, or waiting still. */
	fate: "handed" | "collected" | "cancelled" | "givenBack" | "lapses" | "waits";
}

const market = (minutes: number, goods: OrderTale["goods"]): OrderTale => ({
	...{ when: { day: 15, hour: 9 + minutes / 60 }, goods },
	...{ way: "keeper", fate: "handed" },
});

export const ORDERS: OrderTale[] = [
	{ when: { day: 8, hour: 9 }, who: "villager", way: "own", goods: [["肥皂", 1]], fate: "collected" },
	{ when: { day: 8, hour: 10 }, way: "own", goods: [["毛巾", 1]], fate: "lapses" },
	{ when: { day: 9, hour: 16 }, way: "kiosk", goods: [["食盐", 1]], fate: "collected" },
	{ when: { day: 14, hour: 19 }, way: "own", goods: [["牙膏", 1]], fate: "cancelled" },
	market(0, [["食盐", 2]]),
	market(4, [["垃圾袋", 1]]),
	market(9, [
		["食盐", 1],
		["劳保手套", 1],
	]),
	market(13, [["洗衣粉", 1]]),
	{ when: { day: 17, hour: 15 }, way: "keeper", goods: [["洗洁精", 1]], fate: "givenBack" },
	// From here on soap costs less.
	{ when: { day: 20, hour: 11 }, way: "keeper", goods: [["肥皂", 2]], fate: "collected" },
	{ when: { day: 22, hour: 10 }, way: "own", goods: [["搪瓷盆", 1]], fate: "collected" },
	{ when: { hoursAgo: 80 }, who: "villager", way: "own", goods: [["食盐", 1]], fate: "waits" },
	{ when: { hoursAgo: 30 }, way: "own", goods: [["肥皂", 1]], fate: "waits" },
	{ when: { hoursAgo: 7 }, way: "keeper", goods: [["劳保手套", 1]], fate: "waits" },
];
