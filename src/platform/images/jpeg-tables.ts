import { type Codes, leapsOverBlock, leapsOverDifference } from "./jpeg-leaps.ts";
import { incomplete } from "./jpeg-scan.ts";

/** Huffman tables as they are defined on the way. Each is unfolded when a scan first uses it: a hostile file may define a million. */
export class HuffmanTables {
	readonly #defined = new Map<number, Buffer>();
	readonly #unfolded = new Map<number, Codes>();

	/** Reads a segment of definitions, each 16 counts and their symbols. */
	define(body: Buffer): void {
		for (let at = 0; at < body.length; ) {
			const place = body.readUInt8(at);
			const symbols = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
			if (symbols > 256 || at + 17 + symbols > body.length) throw incomplete();
			this.#defined.set(place, body.subarray(at + 1, at + 17 + symbols));
			this.#unfolded.delete(place);
			at += 17 + symbols;
		}
	}

	table(kind: "dc" | "ac", number: number): Codes {
		const place = (kind === "ac" ? 16 : 0) + number;
		const definition = this.#defined.get(place);
		if (!definition) throw incomplete();
		const table = this.#unfolded.get(place) ?? codesOf(kind, definition);
		this.#unfolded.set(place, table);
		return table;
	}
}

function codesOf(kind: "dc" | "ac", definition: Buffer): Codes {
	const symbols = unfolded(definition);
	return { symbols, leaps: kind === "ac" ? leapsOverBlock(symbols) : leapsOverDifference(symbols) };
}

function unfolded(definition: Buffer): Uint16Array {
	const table = new Uint16Array(65_536);
	let [code, at] = [0, 16];
	for (let length = 1; length <= 16; length += 1) {
		for (let n = definition[length - 1] as number; n > 0; n -= 1) {
			const from = code << (16 - length);
			table.fill((length << 8) | (definition[at] as number), from, from + (1 << (16 - length)));
			code += 1;
			at += 1;
		}
		if (code > 1 << length) throw incomplete();
		code <<= 1;
	}
	return table;
}
