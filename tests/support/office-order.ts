import sax from "sax";

// What ECMA-376 (transitional) says of the elements that our documents use: which may stand in which, and in which order. An element that is not named here as a
// parent is not looked into. No validator of it is a package for Node, and Word itself refuses a file that breaks these.
const ORDER: Record<string, string> = {
	"w:document": "w:background w:body",
	"w:styles": "w:docDefaults w:latentStyles w:style",
	"w:docDefaults": "w:rPrDefault w:pPrDefault",
	"w:style":
		"w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat w:locked w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr w:tblStylePr",
	"w:font": "w:altName w:panose1 w:charset w:family w:notTrueType w:pitch w:sig w:embedRegular w:embedBold w:embedItalic w:embedBoldItalic",
	"w:pPr":
		"w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr w:sectPr",
	"w:pBdr": "w:top w:left w:bottom w:right w:between w:bar",
	"w:sectPr":
		"w:headerReference|w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid",
	"w:tbl": "w:tblPr w:tblGrid w:tr",
	"w:tblPr":
		"w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook",
	"w:tblBorders": "w:top w:left|w:start w:bottom w:right|w:end w:insideH w:insideV",
	"w:tblCellMar": "w:top w:left|w:start w:bottom w:right|w:end",
	"w:tr": "w:tblPrEx w:trPr w:tc",
	"w:tc": "w:tcPr w:p|w:tbl",
	"w:tcPr":
		"w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText w:vAlign w:hideMark",
	"w:tcMar": "w:top w:left|w:start w:bottom w:right|w:end",
	"w:p": "w:pPr w:r|w:hyperlink|w:bookmarkStart|w:bookmarkEnd",
	"w:r": "w:rPr w:t|w:tab|w:br|w:drawing|w:fldChar|w:instrText|w:footnoteRef|w:endnoteRef|w:separator|w:continuationSeparator",
	"wp:inline": "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic",
	"pic:pic": "pic:nvPicPr pic:blipFill pic:spPr",
};
/** In any order. */
const AMONG: Record<string, string> = {
	"w:body": "w:p w:tbl w:sectPr",
	"w:rPr":
		"w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:strike w:noProof w:snapToGrid w:color w:spacing w:w w:kern w:position w:sz w:szCs w:highlight w:u w:bdr w:shd w:vertAlign w:lang",
	"w:trPr": "w:cantSplit w:tblHeader w:trHeight w:jc",
};

/** Elements of a part of a Word file that stand where the schema has no place for them. */
export function misplacedIn(xml: string): string[] {
	const faults: string[] = [];
	const open: { name: string; place: number; last: string }[] = [];
	const parser = sax.parser(true);
	parser.onopentag = ({ name }: { name: string }) => {
		const parent = open.at(-1);
		if (parent) {
			const place = placeOf(name, parent.name);
			if (place < parent.place) faults.push(`${name} in ${parent.name} after ${parent.last}`);
			Object.assign(parent, { place: Math.max(place, parent.place), last: name });
		}
		open.push({ name, place: 0, last: "" });
	};
	parser.onclosetag = () => {
		const closed = open.pop();
		if (closed?.name === "w:tc" && closed.last !== "w:p") faults.push("w:tc without a paragraph at its end");
		if (closed?.name === "w:body" && closed.last !== "w:sectPr") faults.push("w:body without its section at its end");
	};
	parser.write(xml).close();
	return faults;
}

/** -1: it may not stand there at all. */
function placeOf(name: string, parent: string): number {
	const order = ORDER[parent];
	if (order) return order.split(" ").findIndex((one) => one.split("|").includes(name));
	const among = AMONG[parent];
	return among && !among.split(" ").includes(name) ? -1 : 0;
}
