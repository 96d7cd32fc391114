import type { Sign } from "./types.ts";

/** Marks what is easily misread: signs that here are read otherwise than alone, and in names of places all that have several readings. */
export async function readingsIn(script: string, names: string[]): Promise<Sign[]> {
	// The dictionary is loaded with the first script.
	const { pinyin } = await import("pinyin-pro");
	const isInName = namesIn(script, names);
	const all = pinyin(script, { type: "all" });
	return all.map(({ origin, pinyin: reading, isZh, polyphonic }, n) => {
		const isOtherwise = isZh && polyphonic.length > 1 && (isInName.has(n) || pinyin(origin) !== reading);
		return { sign: origin, reading: isOtherwise ? reading : null };
	});
}

/** Where signs of names stand. */
function namesIn(script: string, names: string[]): Set<number> {
	const found = new Set<number>();
	for (const name of names.filter(Boolean))
		for (let at = script.indexOf(name); at >= 0; at = script.indexOf(name, at + 1))
			for (let n = 0; n < name.length; n += 1) found.add(at + n);
	return found;
}
