/** The path to go to after signing in. Only a path of our own is accepted (without language, which is added later), otherwise the fallback. */
export function safeNext(asked: string, fallback: string): string {
	const path = asked.replace(/^\/en(?=\/|$)/, "") || "/";
	const isOwn = asked !== "" && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path);
	return isOwn ? path : fallback;
}
