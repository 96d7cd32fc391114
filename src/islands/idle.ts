interface Quiet {
	/** Asks whether somebody is still there; sending it leaves the kiosk. */
	notice: HTMLFormElement;
	/** The screen leaves after this many quiet seconds. */
	seconds: number;
	/** It asks this many seconds before. */
	askedBefore: number;
}

// How often the server is told that somebody still reads, because it sees no touches.
const TELL_MS = 30_000;

/** Watches a kiosk's screen: whoever touches, scrolls or types is there; otherwise it asks, then signs out. */
export function watchIdle({ notice, seconds, askedBefore }: Quiet): void {
	let touchedAt = Date.now();
	let toldAt = touchedAt;
	let hasLeft = false;
	const look = () => {
		const quiet = (Date.now() - touchedAt) / 1000;
		notice.hidden = quiet < seconds - askedBefore;
		if (quiet < seconds || hasLeft) return;
		hasLeft = true;
		notice.requestSubmit();
	};
	const touch = () => {
		touchedAt = Date.now();
		look();
		if (touchedAt - toldAt < TELL_MS) return;
		toldAt = touchedAt;
		void fetch(location.href, { method: "HEAD" }).catch(() => undefined);
	};
	// Not on pointerdown: the notice would vanish under the finger, and the tap would hit what is below it.
	for (const sign of ["keydown", "click", "touchmove", "wheel", "scroll"]) addEventListener(sign, touch, { passive: true, capture: true });
	setInterval(look, 1000);
}
