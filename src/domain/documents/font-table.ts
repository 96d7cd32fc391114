import { FACES } from "./layout.ts";

/** The faces by their offices' names, each with those that a program takes where it is missing. */
export function fontTable(): string {
	const fonts = Object.values(FACES).map(
		({ name, instead }) =>
			`<w:font w:name="${name}"><w:altName w:val="${instead.join(",")}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
	);
	const space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${space}">${fonts.join("")}</w:fonts>`;
}
