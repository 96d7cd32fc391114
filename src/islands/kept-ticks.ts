/**
 * Ticks outlast larger letters, the other language and a look at a pair, in this tab. They are the form's, never the box's: under the name of the next
 * ballot nothing is kept, and what has another name of this round is thrown away.
 */
export function keepTicks(form: HTMLFormElement): void {
	const name = form.dataset["keptAs"];
	renewWhenSent(form);
	if (!name) return;
	const ticks = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
	throwAwayOthers(name);
	putBack(ticks, name);
	form.addEventListener("change", () => keep(name, ticks));
	if (!isReturn()) return;
	// What the browser itself brings back, after this, may be of a ballot that was cast since.
	addEventListener("pageshow", () => {
		form.reset();
		putBack(ticks, name);
	});
}

/** What the server sent back with a refusal is newer than what was kept. */
function putBack(ticks: HTMLInputElement[], name: string): void {
	if (ticks.some((tick) => tick.defaultChecked)) return;
	const kept = stored()?.getItem(name)?.split(" ") ?? [];
	for (const tick of ticks) if (kept.includes(tick.value)) tick.checked = true;
}

function keep(name: string, ticks: HTMLInputElement[]): void {
	const chosen = ticks.filter((tick) => tick.checked).map((tick) => tick.value);
	stored()?.setItem(name, chosen.join(" "));
}

function throwAwayOthers(name: string): void {
	const ofRound = `${name.split(".").slice(0, 2).join(".")}.`;
	for (const other of Object.keys(stored() ?? {})) if (other.startsWith(ofRound) && other !== name) stored()?.removeItem(other);
}

/** Nothing in a browser that keeps nothing; what is ticked is sent all the same. */
function stored(): Storage | undefined {
	try {
		return sessionStorage;
	} catch {
		return undefined;
	}
}

function isReturn(): boolean {
	const [navigation] = performance.getEntriesByType("navigation");
	return (navigation as PerformanceNavigationTiming | undefined)?.type !== "navigate";
}

/** A page that the browser put by as it was when its ballot was sent is made anew, without its ticks. */
function renewWhenSent(form: HTMLFormElement): void {
	let isSent = false;
	form.addEventListener("submit", () => {
		isSent = true;
	});
	addEventListener("pageshow", ({ persisted }) => {
		if (persisted && isSent) location.reload();
	});
}
