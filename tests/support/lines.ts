import type { Page } from "playwright";

/**
 * What a reader of Chinese stumbles over: a name that is on two lines although it would fit one, and a line that begins with a sign that closes what stood
 * before. Each with the words around it.
 */
export function faultyLines(page: Page, names: string[]): Promise<string[]> {
	return page.evaluate((all) => {
		const blockOf = (node: Node): Element | null => {
			let element = node.parentElement;
			while (element && getComputedStyle(element).display === "inline") element = element.parentElement;
			return element;
		};
		const rectOf = (node: Text, at: number) => {
			const range = document.createRange();
			range.setStart(node, at);
			range.setEnd(node, at + 1);
			return range.getClientRects()[0];
		};
		const isSeen = (element: Element | null) =>
			element?.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, svg, option, textarea, script, style");
		/** Signs of one block one after the other, each with its place. */
		const blocks = new Map<Element, { sign: string; top: number; left: number }[]>();
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
			const block = blockOf(node);
			if (!block || !isSeen(node.parentElement)) continue;
			const signs = blocks.get(block) ?? [];
			blocks.set(block, signs);
			for (let at = 0; at < node.length; at += 1) {
				const rect = rectOf(node, at);
				const sign = node.data[at] ?? "";
				if (rect && sign.trim() !== "" && rect.width > 0) signs.push({ sign, top: rect.top, left: rect.left });
			}
		}
		const faulty: string[] = [];
		for (const signs of blocks.values()) {
			const text = signs.map(({ sign }) => sign).join("");
			const around = (at: number) => `${text.slice(Math.max(0, at - 12), at)}▏${text.slice(at, at + 8)}`;
			// By where a line begins: the signs of a title are higher than its lines.
			const isNewLine = (at: number) => {
				const [before, here] = [signs[at - 1], signs[at]];
				return before !== undefined && here !== undefined && here.top > before.top && here.left < before.left;
			};
			for (const name of all)
				for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1))
					for (let at = from + 1; at < from + name.length; at += 1) if (isNewLine(at)) faulty.push(around(at));
			for (const [at, { sign }] of signs.entries())
				if (at > 0 && /[，。、；：？！）》”’]/.test(sign) && isNewLine(at)) faulty.push(around(at));
		}
		return faulty;
	}, names);
}
