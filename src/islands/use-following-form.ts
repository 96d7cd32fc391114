import { useLayoutEffect, useState } from "preact/hooks";
import { isSettled, type QueuedPhoto } from "./photo-queue.ts";
import type { PhotoWords } from "./photo-words.ts";

interface Following {
	words: Pick<PhotoWords, "stillSending" | "next">;
	photos: readonly QueuedPhoto[];
	isFirst: boolean;
	/** The form only sends photos, which are sent without it: its button stands there once some are on the way. */
	isOwn: boolean;
}

/** A form that is sent while photos are still uploading waits for them. Its button shows how many, and is inactive while there is none. */
export function useFollowingForm(place: { current: HTMLElement | null }, { photos, words, isFirst, isOwn }: Following): void {
	const [isLeaving, setLeaving] = useState(false);
	const left = photos.filter((photo) => !isSettled(photo)).length;
	// At once, not after the next paint: the button may be pressed before it.
	useLayoutEffect(() => {
		const form = place.current?.closest("form");
		const leave = (event: Event) => {
			if (left === 0) return;
			event.preventDefault();
			setLeaving(true);
		};
		form?.addEventListener("submit", leave);
		return () => form?.removeEventListener("submit", leave);
	}, [left]);
	useLayoutEffect(() => {
		const form = place.current?.closest("form");
		const button = form?.querySelector("button:not([type=button])");
		if (!form || !button) return;
		button.classList.toggle("secondary", isFirst || isOwn);
		(button as HTMLElement).hidden = isOwn && photos.length === 0;
		button.textContent = isLeaving && left > 0 ? words.stillSending.replace("{count}", String(left)) : words.next;
		if (!isLeaving || left > 0) return;
		setLeaving(false);
		// As a press of the button, so that another side's photos are waited for too.
		if (photos.every(({ state }) => state === "done")) form.requestSubmit();
	}, [photos, isLeaving, isFirst, isOwn]);
}
