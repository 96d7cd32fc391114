import { type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";

/** Parts of a text that leaves as HTML: elements, and words, which the library escapes as it writes them. */
export type Parts = ComponentChildren;

export function element(tag: string, attributes: Record<string, string>, inner?: Parts): Parts {
	return h(tag, attributes, inner);
}

export function written(parts: Parts): string {
	return renderToString(h(Fragment, {}, parts));
}

/** A page of its own around a text that was written. */
export function writtenPage(text: string, { title, style }: { title: string; style: string }): string {
	const head = [h("meta", { charset: "utf-8" }), h("meta", { name: "viewport", content: "width=device-width" }), h("title", {}, title)];
	const body = h("body", { style, dangerouslySetInnerHTML: { __html: text } });
	return `<!doctype html>${renderToString(h("html", { lang: "zh-CN" }, [h("head", {}, head), body]))}`;
}
