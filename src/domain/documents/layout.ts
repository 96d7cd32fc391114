// GB/T 9704-2012. Lengths in twentieths of a point (dxa), sizes of type in half points, as Word has them.

const MM = 1440 / 25.4;
const mm = (length: number) => Math.round(length * MM);

/** A4 with 天头 37 and 订口 28; what is left and right, above and below of 版心 156 × 225. */
export const PAGE = {
	size: { width: mm(210), height: mm(297) },
	margin: { top: mm(37), left: mm(28), right: mm(210 - 28 - 156), bottom: mm(297 - 37 - 225), footer: mm(25), header: mm(15) },
};
export const TEXT = { width: mm(156), height: mm(225) };
export const LINES = 22;
export const SIGNS = 28;

/** 3号, 4号, 2号 and what is wider than a line has. */
export const SIZES = { body: 32, foot: 28, title: 44, table: 24, mast: 84 };

/** A sign of 3号. */
export const SIGN = SIZES.body * 10;

// 28 signs of 16 points are 158 mm, so each stands a little closer to the next.
const room = TEXT.width / SIGNS - SIGN;
/** In 4096ths of a point, as Word counts it. */
export const GRID = { linePitch: Math.floor(TEXT.height / LINES), charSpace: Math.floor((room / 20) * 4096) };
export const CLOSER = Math.floor(room);

/** As offices have them, and what programs take where they are missing: faces of Windows and macOS, then free ones. */
export const FACES = {
	title: { name: "方正小标宋简体", instead: ["FZXiaoBiaoSong-B05S", "思源宋体", "Noto Serif CJK SC", "SimSun", "Songti SC"] },
	body: { name: "仿宋_GB2312", instead: ["FangSong", "仿宋", "朱雀仿宋", "STFangsong"] },
	second: { name: "楷体_GB2312", instead: ["KaiTi", "楷体", "霞鹜文楷", "STKaiti"] },
	first: { name: "黑体", instead: ["SimHei", "思源黑体", "Noto Sans CJK SC", "STHeiti"] },
	foot: { name: "宋体", instead: ["SimSun", "思源宋体", "Noto Serif CJK SC", "STSong"] },
} as const;

/** The faces by their offices' names, each with those that a program takes where it is missing. */
export function fontTable(): string {
	const fonts = Object.values(FACES).map(
		({ name, instead }) =>
			`<w:font w:name="${name}"><w:altName w:val="${instead.join(",")}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
	);
	const space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${space}">${fonts.join("")}</w:fonts>`;
}
