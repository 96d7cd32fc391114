import { type SaidBy, speaker } from "./speaker.ts";

interface Asked {
	/** Who may write it down, perhaps nobody. */
	names: string;
}

/** 自己的话: a household answers itself, or an officer who had no part in asking writes down what it said. */
export const ownWord = {
	otherWay: ({ names }: Asked) =>
		`这次登录用的纸条（或用它设的口令），是请您家答复的人，或和他有任命关系的人印的。为了不让别人替您家答复，这里不能答。您可以请另一位管理员再印一张纸条，用自己的手机登录，重新设口令；也可以当面告诉${names ? `：${names}` : "上一级（村里办的请镇里）派来的人"}，由他们写下。您家还没有答复，什么都没有改动。`,
	way: ({ names }: Asked) =>
		names
			? `各户自己答复。用纸条登录、纸条又是提名的人印的，不能自己答：可以请 ${names} 听了以后替他们写下。`
			: "各户自己答复。用纸条登录、纸条又是提名的人印的，不能自己答：要由没有参与提名、和提名的人互不任命的人听了以后写下，现在没有这样的人。请上一级（村里办的请镇里）任命一位同事。",
	write: "写下答复",
	ownSlip: "登录纸条是您印的，请别人来写",
	title: ({ place }: { place: string }) => `替一户写下答复：${place}`,
	hint: "当面或电话里听这一户亲口说了才写。会记在您名下，这一户会收到消息，公告以前可以收回。",
	record: ({ heardBy, ...said }: SaidBy & { heardBy: string | null }) => `${heardBy ?? ""} 写下，${speaker.named(said)} 说的`,
	own: {
		title: "替您家写下的答复",
		yes: ({ name }: { name: string }) => `“${name}”：参加。`,
		no: ({ name }: { name: string }) => `“${name}”：不参加。`,
		undoHint: "不是这样，就收回，您家再重新答复。",
		undo: "收回",
		done: "收回了，您家可以重新答复。",
	},
	done: "写下了，这一户会收到消息。",
};
