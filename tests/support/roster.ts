/** The header of our own template. */
export const HEADER = "区县代码,区县,镇街代码,镇街,村代码,村,组代码,组,户编号,户主,状态,困难户,不参评";

/** A file as Excel saves it: the header, then the lines. */
export function csv(...lines: string[]): Buffer {
	return Buffer.from(`${[HEADER, ...lines].join("\r\n")}\r\n`);
}

/** A household in the cast's hamlet 东沟 by default. */
export function householdLine(said: { number?: string; head?: string; hamlet?: string; rest?: string } = {}): string {
	const { number = "0101", head = "马小川", hamlet = "001,东沟", rest = "常住,否,否" } = said;
	return `990101,青岭区,990101100,柿林镇,990101100201,青石村,${hamlet},${number},${head},${rest}`;
}

/** Bytes as Excel writes them on a Chinese system. Node can only read GB18030, so the bytes are found by reading. */
export function gb18030(text: string): Buffer {
	const bytes: number[] = [];
	for (const character of text) bytes.push(...bytesOf(character));
	return Buffer.from(bytes);
}

let table: Map<string, number[]> | undefined;

function bytesOf(character: string): number[] {
	if (character.charCodeAt(0) < 0x80) return [character.charCodeAt(0)];
	table ??= readTable();
	const found = table.get(character);
	if (!found) throw new Error(`no two-byte code for ${character}`);
	return found;
}

function readTable(): Map<string, number[]> {
	const decoder = new TextDecoder("gb18030");
	const found = new Map<string, number[]>();
	for (let high = 0x81; high <= 0xfe; high++) {
		for (let low = 0x40; low <= 0xfe; low++) found.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
	}
	return found;
}
