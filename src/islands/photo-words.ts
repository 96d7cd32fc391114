import type { PhotoState, QueuedPhoto } from "./photo-queue.ts";

type Button = "take" | "choose" | "retry" | "signIn" | "remove" | "next" | "stillSending";

/** The picker's words, with {places} to fill in: one for each state and button. The site itself says why a photo was refused. */
export type PhotoWords = Record<Exclude<PhotoState, "refused"> | Button | "full", string>;

export function saidOf({ state, message, sent, total, seconds }: QueuedPhoto, words: PhotoWords): string {
	if (message || state === "refused") return message ?? words.failed;
	const share = total > 0 ? Math.floor((100 * sent) / total) : 0;
	return words[state]
		.replace("{percent}", String(share))
		.replace("{sent}", kilobytes(sent))
		.replace("{total}", kilobytes(total))
		.replace("{seconds}", String(seconds));
}

function kilobytes(bytes: number): string {
	return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
