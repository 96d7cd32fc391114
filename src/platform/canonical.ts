/** JSON with keys in order at every depth and without spaces, so that equal things give equal text. `undefined` is left out; dates are ISO 8601. */
export function canonicalJson(thing: unknown): string {
	return JSON.stringify(thing, (_key, value: unknown) => {
		if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
		return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
