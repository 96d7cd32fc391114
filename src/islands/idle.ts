/** While somebody is at the kiosk the session is kept; when nobody touched it for so long, the screen goes back to the door. */
export function watchIdle(seconds: number, door: string): void {
	let touchedAt = Date.now();
	let toldAt = touchedAt;
	const touch = () => {
		touchedAt = Date.now();
		// Reading a long list asks for no page, and the server would think that nobody is there.
		if (touchedAt - toldAt < 30_000) return;
		toldAt = touchedAt;
		void fetch(location.href, { method: "HEAD" }).catch(() => undefined);
	};
	for (const sign of ["keydown", "pointerdown", "scroll"]) addEventListener(sign, touch, { passive: true });
	setInterval(() => {
		if (Date.now() - touchedAt >= seconds * 1000) location.replace(door);
	}, 1000);
}
