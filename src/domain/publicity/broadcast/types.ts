/** 广播稿: how long it is, and how long a sentence may be, in characters. */
export const SCRIPT_LENGTH = { least: 200, most: 350 };
export const BREATH = 15;

/** A sign with its reading, where it could be read otherwise. */
export interface Sign {
	sign: string;
	reading: string | null;
}
