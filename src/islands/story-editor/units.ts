// What a paste from Word or WPS holds besides what is read: deleted text of tracked changes, signs of lists that are drawn by hand, comments, fields, forms.
const UNREAD =
	"script, style, link, meta, title, xml, template, iframe, object, embed, form, input, button, select, textarea, del, .msoDel, .MsoCommentReference, [data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i], [data-style*='mso-element:comment' i], [data-style*='display:none' i], [data-style*='mso-hide:all' i]";
const PICTURES = "img, svg, video, audio, canvas, v\\:imagedata, v\\:shape";
const BLOCKS = "p, div, section, article, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, pre, table, tbody, tr, td, th, center, body";

/** What stands by itself in a paste, one after the other, and how many pictures were left out. */
export function unitsOf(html: string): { units: Unit[]; letters: number; pictures: number } {
	const { bare, pictures: cut } = bareOf(html);
	const { body } = new DOMParser().parseFromString(bare, "text/html");
	const pictures = cut + body.querySelectorAll(PICTURES).length;
	for (const unread of body.querySelectorAll(`${UNREAD}, ${PICTURES}`)) unread.remove();
	return { units: unitsIn(body), letters: (body.textContent ?? "").length, pictures };
}

/**
 * Without pictures that came as letters, which make up most of its size, and without styles: the content policy takes each for an attack and complains. What
 * their attributes say of headings, lists and bold stays to be read.
 */
function bareOf(html: string): { bare: string; pictures: number } {
	let pictures = 0;
	const bare = html
		.replaceAll(/<style\b[\s\S]*?<\/style>/gi, "")
		.replaceAll(/<img\b[^>]*?\bsrc\s*=\s*(["'])data:[^"']*\1[^>]*>/gi, () => {
			pictures += 1;
			return "";
		})
		.replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle\s*=/gi, " data-style="));
	return { bare, pictures };
}

/** One thing that stands by itself: a paragraph, a heading, a row; or what lies loose between them. */
export interface Unit {
	/** Null for loose text. */
	element: Element | null;
	nodes: Node[];
}

function unitsIn(body: Element): Unit[] {
	const units: Unit[] = [];
	const walk = (parent: Element) => {
		let loose: Node[] = [];
		const end = () => {
			if (loose.length > 0) units.push({ element: parent.matches("body, div, section, article, center") ? null : parent, nodes: loose });
			loose = [];
		};
		for (const node of parent.childNodes) {
			const isBlock = node instanceof Element && node.matches(BLOCKS);
			if (!isBlock) loose.push(node);
			else {
				end();
				if (node.matches("tr")) units.push({ element: node, nodes: [...node.childNodes].flatMap((cell) => [cell, new Text(" ")]) });
				else walk(node);
			}
		}
		end();
	};
	walk(body);
	return units;
}
