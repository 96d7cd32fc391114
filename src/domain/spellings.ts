/** GB18030's private codes from before Unicode had these characters: a row's first code, then its characters. Source: GB 18030-2022, annex D. */
const GB18030_PRIVATE: [first: number, characters: string][] = [
	[0xe5e5, "\u3000"],
	[0xe78d, "︐︒︑︓︔︕︖︗︘︙"],
	[0xe7c7, "ḿǹ"],
	[0xe7e7, "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻"],
	[
		0xe815,
		"⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
	],
];

const BY_PRIVATE_CODE = new Map(
	GB18030_PRIVATE.flatMap(([first, characters]) => [...characters].map((character, n) => [String.fromCodePoint(first + n), character])),
);
export const PRIVATE_CODES = new RegExp(`[${[...BY_PRIVATE_CODE.keys()].join("")}]`, "g");

export function publicForm(character: string): string {
	return BY_PRIVATE_CODE.get(character) ?? character;
}

// Radicals that PDF files put in place of the whole character and that NFKC leaves. Source: Unicode's EquivalentUnifiedIdeograph.txt.
const RADICALS =
	"⺒巳⺝月⺠民⺩王⻁虎⻄西⻅见⻆角⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻭歯⻮齿⻰龙⻱龜⻲亀";
const BY_RADICAL = new Map(RADICALS.match(/../gu)?.map((pair) => [...pair] as [string, string]));

const FORMS =
	/[\u2e92-\u2ef3\u2f00-\u2fd5\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufd3d\ufd50-\ufdc7\ufe80-\ufefc\uff02\uff03\uff06\uff07\uff0b\uff0d-\uff19\uff21-\uff3b\uff3d\uff41-\uff5a]/g;
const DOTS = /[\u00b7\u02d9\u1427\u16eb\u2022\u2024\u2027\u2218\u2219\u22c5\u25cf\u25e6\u2981\u2e30\u2e31\u2e33\u30fb\u318d\ua78f\uff65]/g;
const HAN = String.raw`\p{Script=Han}`;
const STOPS_FOR_DOTS = new RegExp(`(?<=${HAN}) *[.\u3002\ufe52\uff61] *(?=${HAN})`, "gu");
const CIRCLES = "[\u25cb\u25ef\u2b55]";
// Matches only from a row's first circle: trying a row of a thousand from each of them would cost a million steps.
const CIRCLES_FOR_ZEROS = new RegExp(`(?<=${HAN})${CIRCLES}+|(?<!${CIRCLES})${CIRCLES}+(?=${HAN})`, "gu");
// Chinese is written without blanks; they come from forms in which two characters should be as wide as three.
const SEPARATE = `${HAN}（）《》“”【】〔〕`;
const NEEDLESS_BLANKS = new RegExp(`(?<=[${SEPARATE}]) (?=[${SEPARATE}0-9])|(?<=[0-9]) (?=[${SEPARATE}])`, "gu");

/** One spelling for each sign, whatever people and keyboards use, so that names can be compared and found. */
export function inOneSpelling(line: string): string {
	const spelt = line
		.replaceAll(FORMS, (form) => BY_RADICAL.get(form) ?? form.normalize("NFKC"))
		.replaceAll(CIRCLES_FOR_ZEROS, (circles) => "〇".repeat(circles.length))
		.replaceAll(DOTS, "·")
		.replaceAll(STOPS_FOR_DOTS, "·")
		.replaceAll(/ *·(?: *·)* */g, "·")
		.replaceAll(/[\u0060\u00b4\u02bb\u02bc\u2018\u2019\u2032]/g, "'")
		.replaceAll(DASHES, "-")
		.replaceAll(/[\u2014\u2015\u2500\u2e3a]/g, "—")
		.replaceAll("\u0f0c", "\u0f0b")
		.replaceAll(/"([^"]*)"/g, "“$1”");
	return bracketed(spelt).replaceAll(NEEDLESS_BLANKS, "");
}

export const DASHES = /[\u2010-\u2013\u2043\u2212\ufe58\ufe63\uff0d]/g;

function bracketed(name: string): string {
	const [opening, closing] = /\p{Script=Han}/u.test(name) ? ["（", "）"] : ["(", ")"];
	return name.replaceAll(/[(（\ufe59]/g, opening).replaceAll(/[)）\ufe5a]/g, closing);
}
