import type { PasteWords } from "./pasted.ts";

/** What the editor says while a script helps; braces are filled in here. */
export interface LiveWords {
	paste: PasteWords;
	/** Of the ways of looking at it. */
	frames: Record<Frame, string>;
	moved: string;
	added: string;
	out: string;
	putBack: string;
	isBack: string;
	undo: string;
	write: string;
	look: string;
	lookTitle: string;
	lookLater: string;
	kept: string;
	full: string;
	sending: string;
	saved: string;
	offline: string;
	busy: string;
	signedOut: string;
	signIn: string;
	count: string;
	pasting: string;
	pasted: string;
	pictures: string;
	tooLarge: string;
	restored: string;
	twoCopies: string;
	useHere: string;
	useServers: string;
	here: string;
	server: string;
	nothing: string;
	seeBoth: string;
}

export const FRAMES = ["phone", "wechat", "paper"] as const;
export type Frame = (typeof FRAMES)[number];
