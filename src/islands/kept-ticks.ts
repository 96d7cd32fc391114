/**
 * Keeps ticks in this tab over larger letters, the other language and a look at a pair. They belong to the form, not to the box: the next ballot starts empty,
 * and other ballots' ticks of this round are deleted.
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
	// What the browser restores after this may belong to a ballot that was cast since.
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

/** Undefined in a browser that stores nothing; the ticks are sent all the same. */
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

/** Reloads a page that the browser restored as it was when its ballot was sent, without its ticks. */
function renewWhenSent(form: HTMLFormElement): void {
	let isSent = false;
	form.addEventListener("submit", () => {
		isSent = true;
	});
	addEventListener("pageshow", ({ persisted }) => {
		if (persisted && isSent) location.reload();
	});
}
