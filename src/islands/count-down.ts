/** Shows how many seconds are left, by the seconds since the page came, and takes the line away when none is. */
export function countDown(line: HTMLElement): void {
	const told = line.querySelector<HTMLElement>("[data-left]");
	const end = performance.now() + Number(line.dataset["seconds"]) * 1000;
	const tick = () => {
		const left = Math.ceil((end - performance.now()) / 1000);
		if (left > 0) {
			if (told) told.textContent = (told.dataset["left"] ?? "").replace("{seconds}", String(left));
			return;
		}
		clearInterval(timer);
		const list = line.parentElement;
		line.remove();
		if (list?.childElementCount === 0) list.closest("section")?.remove();
	};
	const timer = setInterval(tick, 1000);
	tick();
}
