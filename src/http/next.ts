/** Where to go after signing in, as an address asked for: a path of our own (without the language, which is added later), or the fallback. */
export function safeNext(asked: string, fallback: string): string {
	const path = asked.replace(/^\/en(?=\/|$)/, "") || "/";
	const isOwn = asked !== "" && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path);
	return isOwn ? path : fallback;
}
