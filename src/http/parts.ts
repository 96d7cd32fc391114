/** One field or file of a form. */
export interface Part {
	name: string;
	/** Only a file has one; a browser sends an empty file input with an empty name. */
	fileName: string | undefined;
	content: Content;
}

/** Can be left in the middle and taken up again: it has no `return`. */
export type Content = AsyncIterableIterator<Buffer>;

const MOST_PARTS = 40;
const HEAD_BYTES = 8 * 1024;
const END_OF_HEAD = Buffer.from("\r\n\r\n");

/** The body is no form, or it broke off. */
export class BrokenForm extends Error {
	readonly code = "ERR_STREAM_PREMATURE_CLOSE";
}

/**
 * The parts of a form (RFC 7578) one after the other, as they come; what nobody reads of their content is passed over. Nothing waits for anything but the
 * next bytes, so a body that ends in any place ends here too.
 */
export async function* partsOf(request: Request): AsyncGenerator<Part, void, void> {
	const dividing = Buffer.from(`\r\n--${boundaryOf(request)}`);
	const body = new Body(request);
	await passOver(body.until(dividing));
	for (let count = 0; !(await body.isAtEnd()); count += 1) {
		if (count === MOST_PARTS) throw new BrokenForm("too many parts");
		const head = await textOf(body.until(END_OF_HEAD), HEAD_BYTES);
		if (head !== "" && !head.startsWith("\r\n")) throw new BrokenForm("no line ends behind the dividing line");
		const content = body.until(dividing);
		yield { ...namesIn(head), content };
		await passOver(content);
	}
	await body.passOverRest();
}

/** The text of a field, at most so many bytes of it. */
export async function textOf(content: Content, most: number): Promise<string> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of content) {
		if (bytes < most) pieces.push(piece);
		bytes += piece.length;
	}
	return Buffer.concat(pieces).subarray(0, most).toString("utf8");
}

function boundaryOf(request: Request): string {
	const boundary = boundaryIn(request.headers.get("content-type") ?? "");
	if (!boundary) throw new BrokenForm("no form");
	return boundary;
}

/** What divides the parts of a form with this content type; empty if it is no form. */
export function boundaryIn(type: string): string {
	const found = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(type);
	return found?.[1] ?? found?.[2] ?? "";
}

/** Browsers write UTF-8 and only escape quotes and line breaks (HTML, multipart form data). */
function namesIn(head: string): Pick<Part, "name" | "fileName"> {
	const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(head)?.[1] ?? "";
	const found = (key: string) => new RegExp(`;\\s*${key}=(?:"((?:\\\\.|[^"\\\\])*)"|([^;\\s]*))`, "i").exec(disposition);
	const [name, fileName] = ["name", "filename"].map(found).map((match) => match?.[1] ?? match?.[2]);
	return { name: unescaped(name ?? ""), fileName: fileName === undefined ? undefined : unescaped(fileName).replace(/^.*[/\\]/, "") };
}

function unescaped(value: string): string {
	return value.replace(/\\(["\\])/g, "$1").replace(/%22/g, '"');
}

async function passOver(content: Content): Promise<void> {
	for await (const _piece of content);
}

/** The bytes that have come and were not taken yet. */
class Body {
	readonly #source: AsyncIterator<Uint8Array>;
	// The first dividing line has no line break before it.
	#rest: Buffer = Buffer.from("\r\n");

	constructor({ body }: Request) {
		this.#source = (body ?? new Blob([]).stream())[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
	}

	/** Everything before the next `end`, which is passed over. */
	until(end: Buffer): Content {
		let isOver = false;
		const content: Content = {
			next: async () => {
				if (isOver) return { done: true, value: undefined };
				const { piece, isLast } = await this.#pieceBefore(end);
				isOver = isLast;
				return { done: false, value: piece };
			},
			[Symbol.asyncIterator]: () => content,
		};
		return content;
	}

	async #pieceBefore(end: Buffer): Promise<{ piece: Buffer; isLast: boolean }> {
		for (;;) {
			const at = this.#rest.indexOf(end);
			if (at >= 0) {
				const piece = this.#take(at);
				this.#take(end.length);
				return { piece, isLast: true };
			}
			// The last bytes may be the beginning of `end`.
			const sure = this.#rest.length - end.length + 1;
			if (sure > 0) return { piece: this.#take(sure), isLast: false };
			await this.#more();
		}
	}

	/** Whether the dividing line was the closing one. */
	async isAtEnd(): Promise<boolean> {
		while (this.#rest.length < 2) await this.#more();
		return this.#rest.toString("latin1", 0, 2) === "--";
	}

	async passOverRest(): Promise<void> {
		while (!(await this.#next()).done);
	}

	#take(bytes: number): Buffer {
		const taken = this.#rest.subarray(0, bytes);
		this.#rest = this.#rest.subarray(bytes);
		return taken;
	}

	async #more(): Promise<void> {
		const { done, value } = await this.#next();
		if (done) throw new BrokenForm("the form ends early");
		this.#rest = Buffer.concat([this.#rest, value]);
	}

	async #next(): Promise<IteratorResult<Uint8Array>> {
		try {
			return await this.#source.next();
		} catch (cause) {
			throw new BrokenForm("the form broke off", { cause });
		}
	}
}
