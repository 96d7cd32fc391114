interface Quiet {
	/** Asks whether somebody is still there, and leaves when it is sent. */
	notice: HTMLFormElement;
	/** After so many quiet seconds the screen leaves. */
	seconds: number;
	/** So many seconds before that it asks. */
	askedBefore: number;
}

// How often the server, which sees no finger, is told that somebody reads.
const TELL_MS = 30_000;

/** Watches over a kiosk's screen: whoever touches, scrolls or types is there; who does not is asked, then signed out. */
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
	// Not the press itself: the notice would go from under the finger, and the tap fall on what is below.
	for (const sign of ["keydown", "click", "touchmove", "wheel", "scroll"]) addEventListener(sign, touch, { passive: true, capture: true });
	setInterval(look, 1000);
}
