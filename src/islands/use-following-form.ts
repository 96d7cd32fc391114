import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isSettled, type QueuedPhoto } from "./photo-queue.ts";
import type { PhotoWords } from "./photo-words.ts";

interface Following {
	words: Pick<PhotoWords, "stillSending" | "next">;
	photos: readonly QueuedPhoto[];
	isFirst: boolean;
	/** A button in the picker's own section only sends photos, which are sent without it: it stands there once some are on the way. */
	isOwn: boolean;
	isReady: boolean;
}

/** A form that is sent while photos are still uploading waits for them. Its button shows how many, and is inactive while there is none. */
export function useFollowingForm(place: { current: HTMLElement | null }, { photos, words, isFirst, isOwn, isReady }: Following): void {
	const [isLeaving, setLeaving] = useState(false);
	const pressed = useRef<HTMLElement | null>(null);
	const left = photos.filter((photo) => !isSettled(photo)).length;
	// At once, not after the next paint: the button may be pressed before it.
	useLayoutEffect(() => {
		const form = place.current?.closest("form");
		const leave = (event: SubmitEvent) => {
			const isKept = photos.some(({ state }) => state === "kept");
			if (left === 0 && !isKept) return;
			event.preventDefault();
			// To the sign-in and back: what was typed is on this phone too.
			if (isKept) return location.assign(location.pathname + location.search);
			pressed.current = event.submitter;
			setLeaving(true);
		};
		form?.addEventListener("submit", leave);
		return () => form?.removeEventListener("submit", leave);
	}, [photos]);
	useLayoutEffect(() => {
		const form = place.current?.closest("form");
		const around = isOwn ? place.current?.closest("section") : form;
		const button = around?.querySelector("button:not([type=button], [name=remove], .unseen)");
		if (!form || !button) return;
		button.classList.toggle("secondary", isFirst || isOwn);
		(button as HTMLElement).hidden = isReady && isOwn && photos.length === 0;
		button.textContent = isLeaving && left > 0 ? words.stillSending.replace("{count}", String(left)) : words.next;
		if (!isLeaving || left > 0) return;
		setLeaving(false);
		// As a press of the button, so that another side's photos are waited for too.
		if (photos.every(({ state }) => state === "done")) form.requestSubmit(pressed.current);
	}, [photos, isLeaving, isFirst, isReady]);
}
