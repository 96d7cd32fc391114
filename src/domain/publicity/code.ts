import { renderSVG } from "uqr";

/** What leads a phone's camera to an address, drawn with a quiet edge. */
export function codeOf(address: string, label: string) {
	return { address, label, svg: renderSVG(address, { ecc: "M", border: 2, pixelSize: 1, whiteColor: "#ffffff", blackColor: "#1f2423" }) };
}
