/**
 * How a name is read, as syllables without tones: first as the name of a person, whose surname may be read in its own way (单 is Shan, 仇 is Qiu), then as
 * ordinary words, for who types it does not always know. The dictionary takes 14 MB, so it is loaded when the first name is entered.
 */
export async function readingsFor(): Promise<(name: string) => string[][]> {
	const { pinyin } = await import("pinyin-pro");
	const plain = { toneType: "none", type: "array", v: true, nonZh: "removed" } as const;
	return (name) => {
		const asName = pinyin(name, { ...plain, mode: "surname", surname: "head" });
		const asWords = pinyin(name, plain);
		return asName.join() === asWords.join() ? [asName] : [asName, asWords];
	};
}
