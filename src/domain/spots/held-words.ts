/** A mobile or fixed line, an identity number, a number plate. */
export const NUMBERS = [
	/(?<!\d)1[3-9]\d{9}(?!\d)/,
	/(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/,
	/(?<!\d)\d{17}[\dXx](?!\d)/,
	/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.\- ]?[A-Z0-9]{5,6}/,
];
/** These, a door ("12号", "3组5号"), or somebody by surname and title. */
export const PERSONAL = [
	...NUMBERS,
	/\d+ ?号(?!线|桥|井|路|口|杆|机|坝|沟|楼梯)/,
	/[\u4e00-\u9fff](?:某某|老汉|老太|媳妇|家门口|他家|她家)|(?:姓|叫)[\u4e00-\u9fff]{1,3}/,
];
export const RUDE =
	/傻[逼比bB×x]|[操草艹肏]你|他妈的|你妈[逼的]|王八蛋|狗日|混蛋|滚蛋|死全家|畜生|[贱婊]人|去死|[sS][bB](?![a-zA-Z])|f+u+c+k/i;
