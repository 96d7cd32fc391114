import { shrunk } from "./shrink.ts";

/** Makes chosen photos smaller for a slow line and without their place, and shows them. The form sends them as it would without a script. */
export function smallPhotos(place: HTMLElement): void {
	const shown = place.querySelector<HTMLElement>(".thumbs");
	const told = place.querySelector<HTMLElement>("[role=status]");
	const inputs = [...place.querySelectorAll<HTMLInputElement>("input[type=file]")];
	if (!shown || !told) return;
	const show = () => {
		const files = inputs.flatMap((input) => [...(input.files ?? [])]);
		shown.replaceChildren(...files.map(pictureOf));
		told.textContent = files.length > 0 ? (place.dataset["chosen"] ?? "").replace("0", String(files.length)) : "";
	};
	for (const input of inputs)
		input.addEventListener("change", async () => {
			show();
			const small = new DataTransfer();
			for (const file of input.files ?? []) {
				const smaller = await shrunk(file);
				small.items.add(smaller instanceof File ? smaller : new File([smaller], file.name, { type: "image/jpeg" }));
			}
			input.files = small.files;
		});
	show();
}

function pictureOf(file: File): HTMLElement {
	const item = document.createElement("li");
	const picture = document.createElement("img");
	picture.src = URL.createObjectURL(file);
	picture.alt = "";
	picture.onload = () => URL.revokeObjectURL(picture.src);
	item.append(picture);
	return item;
}
