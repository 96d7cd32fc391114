import type { Picture } from "#domain/photos/types.ts";
import type { Run } from "#domain/stories/types.ts";
import { element, type Parts, written, writtenPage } from "#platform/html.ts";
import type { Part, ToldStory } from "./story-told.ts";

// What WeChat keeps of a pasted text: few elements, each with its own style; no class, no id, no script, no address of a style.
const INK = "#2b2f2e";
const SOFT = "#7a7f7c";
const PERSIMMON = "#ad420d";
const BAMBOO = "#2c5e3d";
const STYLES = {
	whole: { margin: "0", padding: "0 8px", "font-size": "17px", "line-height": "1.8", color: INK, "text-align": "left" },
	at: { margin: "0 0 20px", "font-size": "14px", color: SOFT },
	summary: {
		margin: "0 0 24px",
		padding: "12px 14px",
		"background-color": "#f5f2ea",
		"font-size": "15px",
		"line-height": "1.7",
		color: "#515a57",
	},
	heading: {
		...{ margin: "32px 0 14px", padding: "0 0 0 10px", "border-left": `4px solid ${PERSIMMON}` },
		...{ "font-size": "19px", "font-weight": "bold", "line-height": "1.4" },
	},
	paragraph: { margin: "0 0 16px" },
	item: { margin: "0 0 8px", padding: "0 0 0 18px", "text-indent": "-18px" },
	quote: { margin: "26px 0", padding: "2px 0 2px 16px", "border-left": "3px solid #dd6a2c" },
	said: { margin: "0 0 6px", "font-size": "19px", "font-weight": "bold", color: PERSIMMON, "line-height": "1.6" },
	by: { margin: "0", "text-align": "right", "font-size": "14px", color: SOFT },
	pictures: { margin: "22px 0", "text-align": "center" },
	picture: { display: "block", width: "100%", "max-width": "100%", height: "auto", margin: "0 0 6px" },
	caption: { margin: "0 0 10px", "text-align": "center", "font-size": "14px", color: SOFT, "line-height": "1.5" },
	fact: { margin: "26px 0 0", padding: "14px 16px", "background-color": "#eae5d8" },
	factTitle: { margin: "0 0 8px", "font-weight": "bold", color: BAMBOO },
	credits: { margin: "30px 0 0", "font-size": "14px", color: SOFT, "line-height": "1.8" },
	code: { margin: "22px 0 0", padding: "18px 0 0", "border-top": "1px solid #d3ccbc", "text-align": "center" },
	codePicture: { display: "inline-block", width: "130px", height: "auto" },
	strong: { "font-weight": "bold" },
} satisfies Record<string, Record<string, string>>;

export interface Article {
	story: ToldStory;
	/** Below the title: where and when. */
	at: string;
	labels: Record<"before" | "after", string>;
	/** Where the text finds its pictures: files beside it, or addresses of this site. */
	addressOf: (picture: Picture) => string;
	end: { foot: string; number: string; original: string; address: string; codeAddress: string };
}

/** 公众号文章: the text as WeChat's editor keeps it. Every word is escaped by the library that writes it. */
export function articleHtml({ story, at, labels, addressOf, end }: Article): string {
	const { summary, lead, parts, facts, credits } = story;
	const partOf = (part: Part) => block(part, { at, labels, addressOf });
	const whole = styled("section", "whole", [
		styled("p", "at", at),
		summary && styled("p", "summary", summary),
		lead && partOf(lead),
		parts.map(partOf),
		facts.map(({ title, lines, isOrdered }) =>
			styled("section", "fact", [
				styled("p", "factTitle", title),
				lines.map((line, n) => (isOrdered ? styled("p", "item", `${n + 1}. ${line}`) : styled("p", "paragraph", line))),
			]),
		),
		styled("p", "credits", [credits.map((credit) => [credit, element("br", {})]), end.foot, element("br", {}), end.number]),
		styled("section", "code", [
			styled("img", "codePicture", null, { src: end.codeAddress, alt: end.address }),
			styled("p", "caption", [end.original, element("br", {}), end.address]),
		]),
	]);
	return written(whole);
}

function styled(tag: string, style: keyof typeof STYLES, inner: Parts, more: Record<string, string> = {}): Parts {
	return element(tag, { style: cssOf(STYLES[style]), ...more }, inner);
}

function cssOf(style: Record<string, string>): string {
	return Object.entries(style)
		.map(([name, value]) => `${name}:${value}`)
		.join(";");
}

function block(part: Part, { at, labels, addressOf }: Pick<Article, "at" | "labels" | "addressOf">): Parts {
	if (part.kind === "link") return styled("p", "paragraph", [part.text, element("br", {}), part.href]);
	if (part.kind === "pictures")
		return styled("section", "pictures", [
			part.pictures.map(({ picture, side }) => [
				styled("img", "picture", null, {
					src: addressOf(picture),
					alt: side ? labels[side] : part.caption.map(({ text }) => text).join("") || at,
				}),
				side && styled("p", "caption", labels[side]),
			]),
			part.caption.length > 0 && styled("p", "caption", runs(part.caption)),
		]);
	if (part.kind === "heading") return styled("p", "heading", part.lines.map(runs));
	if (part.kind === "list") return part.lines.map((line) => styled("p", "item", ["· ", runs(line)]));
	if (part.kind === "quote")
		return styled("section", "quote", [
			part.lines.map((line) => styled("p", "said", runs(line))),
			part.by && styled("p", "by", `——${part.by}`),
		]);
	return part.lines.map((line) => styled("p", "paragraph", runs(line)));
}

// WeChat takes links to other sites out; their words stay.
function runs(line: Run[]): Parts {
	return line.map(({ text, isBold }) => (isBold ? styled("strong", "strong", text) : text));
}

/** The text as a page of its own, which a browser shows and from which it can be copied by hand. */
export function articlePage(text: string, { title, sample }: { title: string; sample: string }): string {
	const across = sample && written(element("p", { style: `margin:0 0 16px;color:${PERSIMMON};text-align:center` }, sample));
	const style = "max-width:677px;margin:0 auto;padding:16px 8px;background:#fff;font-family:sans-serif";
	return writtenPage(across + text, { title, style });
}
