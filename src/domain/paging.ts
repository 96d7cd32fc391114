interface Kinds {
	time: Date;
	number: number;
	id: string;
	text: string;
}
type Kind = keyof Kinds;
type Values<Parts extends readonly Kind[]> = { [Place in keyof Parts]: Kinds[Parts[Place]] };

interface Cursor<Parts extends readonly Kind[]> {
	/** The values of the last row on the page before; undefined = begin at the top. */
	read: (typed: string | null | undefined) => Values<Parts> | undefined;
	/** Takes one row more than a page shows. `next` is the cursor of the next page; null on the last page. */
	cut: <Row>(rows: Row[], size: number, at: (last: Row) => Values<Parts>) => { page: Row[]; next: string | null };
}

/** A cursor that was not made for this list (forged, cut short) begins at the top: old addresses still work, and no typed value reaches the database. */
export function cursorOf<const Parts extends readonly Kind[]>(list: string, ...parts: Parts): Cursor<Parts> {
	const write = (values: readonly unknown[]) =>
		Buffer.from(JSON.stringify([list, ...values.map((value) => (value instanceof Date ? value.getTime() : value))])).toString("base64url");
	const read = (typed: string | null | undefined) => {
		const said = wordsIn(typed ?? "");
		if (said?.[0] !== list || said.length !== parts.length + 1) return undefined;
		const values = parts.map((kind, place) => READ[kind](said[place + 1]));
		return values.includes(undefined) || write(values) !== typed ? undefined : (values as unknown as Values<Parts>);
	};
	return {
		read,
		cut: (rows, size, at) => {
			const page = rows.slice(0, size);
			const last = page.at(-1);
			return { page, next: rows.length > size && last !== undefined ? write(at(last)) : null };
		},
	};
}

const OWN_FORM = /^[\w-]{1,400}$/;

function wordsIn(typed: string): unknown[] | undefined {
	if (!OWN_FORM.test(typed)) return undefined;
	try {
		const said: unknown = JSON.parse(Buffer.from(typed, "base64url").toString());
		return Array.isArray(said) ? said : undefined;
	} catch {
		return undefined;
	}
}

const LAST_MS = 8.64e15;
const READ: { [K in Kind]: (said: unknown) => Kinds[K] | undefined } = {
	time: (said) => (isCount(said) && said <= LAST_MS ? new Date(said) : undefined),
	number: (said) => (isCount(said) ? said : undefined),
	id: (said) => (typeof said === "string" && /^[\w-]{1,64}$/.test(said) ? said : undefined),
	text: (said) => (typeof said === "string" && said.isWellFormed() && !said.includes("\0") ? said : undefined),
};

function isCount(said: unknown): said is number {
	return Number.isSafeInteger(said) && (said as number) >= 0;
}
