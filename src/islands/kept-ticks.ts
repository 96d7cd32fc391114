/**
 * Ticks outlast larger letters, the other language and a look at a pair, in this tab. They are the form's, never the box's: under the name of the next
 * ballot nothing is kept, and what has another name of this round is thrown away.
 */
export function keepTicks(form: HTMLFormElement): void {
	const name = form.dataset["keptAs"];
	const ticks = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
	forgetOnReturn(form);
	if (!name) return;
	// What the browser itself brought back may be of a ballot that was cast since; what the server sent back stays.
	form.reset();
	try {
		const kept = sessionStorage.getItem(name)?.split(" ") ?? [];
		throwAwayOthers(name);
		const isSentBack = ticks.some((tick) => tick.defaultChecked);
		if (!isSentBack) for (const tick of ticks) tick.checked = kept.includes(tick.value);
		form.addEventListener("change", () => sessionStorage.setItem(name, chosen(ticks)));
	} catch {
		// A browser that keeps nothing sends what is ticked all the same.
	}
}

function chosen(ticks: HTMLInputElement[]): string {
	return ticks
		.filter((tick) => tick.checked)
		.map((tick) => tick.value)
		.join(" ");
}

function throwAwayOthers(name: string): void {
	const ofRound = name.split(".").slice(0, 2).join(".");
	for (const other of Object.keys(sessionStorage)) if (other.startsWith(`${ofRound}.`) && other !== name) sessionStorage.removeItem(other);
}

/** A page that the browser put by as it was when the ballot was sent is made anew, without its ticks. */
function forgetOnReturn(form: HTMLFormElement): void {
	let isSent = false;
	form.addEventListener("submit", (sending) => {
		isSent = !sending.defaultPrevented;
	});
	addEventListener("pageshow", ({ persisted }) => {
		if (persisted && isSent) location.reload();
	});
}
