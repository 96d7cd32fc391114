import { isUsername, nthUsername } from "#domain/accounts/rules.ts";

const MOST = 10_000;

/**
 * Free usernames made of a name's pinyin: wangwei, wangwei2, …; empty if there is none left. Where the last search for the same pinyin ended the next one
 * goes on, for thousands of names of a file may sound alike.
 */
export function freeUsernames(isTaken: (username: string) => boolean): (stem: string) => string {
	const tried = new Map<string, number>();
	return (stem) => {
		let n = tried.get(stem) ?? 1;
		const nth = () => nthUsername(stem, n);
		while (n <= MOST && (!isUsername(nth()) || isTaken(nth()))) n += 1;
		tried.set(stem, n);
		return n > MOST ? "" : nth();
	};
}
