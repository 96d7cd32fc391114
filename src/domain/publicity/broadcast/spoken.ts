const DIGITS = [..."零一二三四五六七八九"];
const PLACES = ["", "十", "百", "千"];

/** A count as somebody says it before what is counted: 2 is 两, 12 is 十二, 2000 两千. */
export function spokenCount(count: number): string {
	if (count === 2) return "两";
	if (count < 10_000) return belowMyriad(count);
	const [many, rest] = [Math.floor(count / 10_000), count % 10_000];
	const gap = rest > 0 && rest < 1000 ? "零" : "";
	return `${spokenCount(many)}万${rest > 0 ? `${gap}${belowMyriad(rest)}` : ""}`;
}

function belowMyriad(count: number): string {
	const digits = [...String(count)].map(Number);
	const said = digits.map((digit, n) => {
		const place = digits.length - 1 - n;
		if (digit === 0) return "零";
		return `${digit === 2 && place >= 2 ? "两" : DIGITS[digit]}${PLACES[place]}`;
	});
	const whole = said.join("").replaceAll(/零+/g, "零");
	return (whole.length > 1 ? whole.replace(/零$/, "") : whole).replace(/^一十/, "十");
}

/** 85 % is 百分之八十五. */
export function spokenShare(share: number): string {
	return `百分之${belowMyriad(Math.round(share * 100))}`;
}

/** 2026-12-05 is 十二月五号. */
export function spokenDay(day: string): string {
	return `${belowMyriad(Number(day.slice(5, 7)))}月${belowMyriad(Number(day.slice(8, 10)))}号`;
}

const PARTS: [until: number, name: string][] = [
	[5, "凌晨"],
	[8, "早上"],
	[12, "上午"],
	[13, "中午"],
	[18, "下午"],
	[24, "晚上"],
];

/** 18:30 is 晚上六点半. */
export function spokenTime(time: string): string {
	const [hour = 0, minute = 0] = time.split(":").map(Number);
	const part = PARTS.find(([until]) => hour < until)?.[1] ?? "";
	const short = hour > 12 ? hour - 12 : hour;
	const past = minute === 0 ? "" : minute === 30 ? "半" : `${minute < 10 ? "零" : ""}${belowMyriad(minute)}分`;
	return `${part}${spokenCount(short)}点${past}`;
}

/** A telephone number sign by sign, 1 as 幺. */
export function spokenPhone(phone: string): string {
	return [...phone.replaceAll(/\D/g, "")].map((digit) => (digit === "1" ? "幺" : DIGITS[Number(digit)])).join("");
}
