/** Adds the rough position to the form: thousandths of a degree, about 100 m. Nothing nearer leaves the phone. */
export function whereIStand(place: HTMLElement): void {
	const button = place.querySelector("button");
	const told = place.querySelector<HTMLElement>("[role=status]");
	const fields = ["north", "east"].map((name) => place.querySelector<HTMLInputElement>(`input[name=${name}]`));
	if (!button || !told || !isSecureContext || !navigator.geolocation) return;
	const say = (which: string) => {
		told.textContent = place.dataset[which] ?? "";
	};
	const fill = ({ latitude, longitude }: GeolocationCoordinates) => {
		for (const [n, degrees] of [latitude, longitude].entries()) {
			const field = fields[n];
			if (field) Object.assign(field, { value: String(Math.round(degrees * 1000)), disabled: false });
		}
		say("done");
		button.hidden = true;
	};
	button.addEventListener("click", () => {
		say("busy");
		navigator.geolocation.getCurrentPosition(
			({ coords }) => fill(coords),
			() => say("failed"),
			{ timeout: 15_000, maximumAge: 60_000 },
		);
	});
	place.hidden = false;
}
