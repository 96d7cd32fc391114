import { UnfitPicture } from "./limits.ts";

/** Coded pixels look like chance, even those of a white wall: a longer row of equal bytes is a part of the file that was never written, or was wiped. */
export function requireWritten(coded: Buffer, most: number): void {
	let since = 0;
	for (let at = 1; at < coded.length; at += 1) {
		if (coded[at] !== coded[since]) since = at;
		else if (at - since >= most) throw new UnfitPicture("broken", "a part of the picture was wiped");
	}
}
