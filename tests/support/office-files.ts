import path from "node:path";
import { unzipSync } from "fflate";
import sax from "sax";
import { misplacedIn } from "#tests/office-order.ts";

const decoder = new TextDecoder();
const isText = (name: string) => /\.(xml|rels)$/.test(name);

/** The parts of a .docx or .xlsx by their names, and what is wrong with them: as Word and Excel would complain. */
export function officeFile(bytes: Uint8Array) {
	const parts = unzipSync(bytes);
	const text = Object.fromEntries(Object.entries(parts).flatMap(([name, part]) => (isText(name) ? [[name, decoder.decode(part)]] : [])));
	return { names: Object.keys(parts), text, faults: faultsOf(Object.keys(parts), text) };
}

function faultsOf(names: string[], text: Record<string, string>): string[] {
	const types = text["[Content_Types].xml"] ?? "";
	const isTyped = (name: string) =>
		types.includes(`PartName="/${name}"`) || types.includes(`Extension="${name.slice(name.lastIndexOf(".") + 1)}"`);
	return [
		...Object.entries(text).flatMap(([name, xml]) => malformed(name, xml)),
		...names.filter((name) => name !== "[Content_Types].xml" && !name.endsWith("/") && !isTyped(name)).map((name) => `${name} has no type`),
		...[...types.matchAll(/PartName="\/([^"]+)"/g)]
			.filter(([, name = ""]) => !names.includes(name))
			.map(([, name]) => `${name} is missing`),
		...names.filter((name) => name.endsWith(".rels")).flatMap((name) => lost(name, text[name] ?? "", names)),
		...names
			.filter((name) => /^word\/[^/]*\.xml$/.test(name))
			.flatMap((name) => misplacedIn(text[name] ?? "").map((fault) => `${name}: ${fault}`)),
		...unknownIn(text),
	];
}

/** Styles and relations of which a document speaks and that it lacks. */
function unknownIn(text: Record<string, string>): string[] {
	const body = text["word/document.xml"] ?? "";
	const has = (part: string, id: string) => text[part]?.includes(id) ?? false;
	const styles = [...body.matchAll(/<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"/g)].map(([, id]) => `w:styleId="${id}"`);
	const relations = [...body.matchAll(/ r:(?:id|embed)="([^"]+)"/g)].map(([, id]) => ` Id="${id}"`);
	return [...styles.filter((id) => !has("word/styles.xml", id)), ...relations.filter((id) => !has("word/_rels/document.xml.rels", id))].map(
		(id) => `nothing has ${id}`,
	);
}

function malformed(name: string, xml: string): string[] {
	try {
		const parser = sax.parser(true);
		parser.onerror = (error) => {
			throw error;
		};
		parser.write(xml).close();
		return [];
	} catch (error) {
		return [`${name}: ${error}`];
	}
}

/** Relations that lead to no part. */
function lost(name: string, rels: string, names: string[]): string[] {
	const folder = path.posix.join(path.posix.dirname(name), "..");
	const targets = [...rels.matchAll(/<Relationship [^>]*>/g)].filter(([one]) => !one.includes('TargetMode="External"'));
	return targets.flatMap(([one]) => {
		const target = /Target="([^"]+)"/.exec(one)?.[1] ?? "";
		const found = target.startsWith("/") ? target.slice(1) : path.posix.join(folder, target);
		return names.includes(found) ? [] : [`${name} leads to ${found}`];
	});
}

/** The value of an attribute of the first such element. */
export function attributeIn(xml: string, element: string, attribute: string): string | undefined {
	const [found = ""] = new RegExp(`<${element}[ />][^>]*>?`).exec(xml) ?? [];
	return new RegExp(`${attribute}="([^"]*)"`).exec(found)?.[1];
}
