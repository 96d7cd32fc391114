import { plainDigits } from "../text.ts";
import type { HeldFor } from "./types.ts";

/** A mobile (also spoken) or fixed line, an identity number, a number plate, with the gaps that people leave. */
const NUMBERS = [
	/(?<!\d)1[3-9]\d[- .·]?\d{4}[- .·]?\d{4}(?!\d)/,
	/[〇零一二两三四五六七八九幺]{11}/,
	/(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/,
	/(?<!\d)\d{6}[- ]?\d{8}[- ]?\d{3}[\dXx](?!\d)/,
	/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.\- ]?[A-Z0-9]{5,6}/,
];
/** These, a door ("12号", "3组5号"), or somebody by surname and title. */
const PERSONAL = [
	...NUMBERS,
	/\d+ ?号(?!线|桥|井|路|口|杆|机|坝|沟|楼梯)/,
	/[\u4e00-\u9fff](?:某某|老汉|老太|媳妇|家门口|他家|她家)|(?:姓|叫)[\u4e00-\u9fff]{1,3}/,
];
const RUDE = /傻[逼比bB×x]|[操草艹肏]你|他妈的|你妈[逼的]|王八蛋|狗日|混蛋|滚蛋|死全家|畜生|[贱婊]人|去死|[sS][bB](?![a-zA-Z])|f+u+c+k/i;

export function hasNumber(text: string): boolean {
	const plain = plainDigits(text);
	return NUMBERS.some((sign) => sign.test(plain));
}

/** Why somebody must read these words before others do; undefined if nothing speaks against them. It errs on the side of asking. */
export function heldFor(words: string): HeldFor | undefined {
	if (RUDE.test(words)) return "rude";
	const plain = plainDigits(words);
	return PERSONAL.some((sign) => sign.test(plain)) ? "personal" : undefined;
}
