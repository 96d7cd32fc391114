import { sweepStrays } from "./files.ts";
import { expireOriginals } from "./originals.ts";

/** What nobody asks for and has to be done: originals whose days are over go, and what a crash left behind. At start and daily. */
export async function tendPhotos(at: Date): Promise<{ expired: number; swept: number }> {
	return { expired: await expireOriginals(at), swept: await sweepStrays(at) };
}
