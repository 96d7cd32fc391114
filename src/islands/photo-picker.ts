import { PhotoQueue, type QueuedPhoto } from "./photo-queue.ts";

/** The words that the page brings along, with {places} to fill in. */
interface Words extends Record<QueuedPhoto["state"], string> {
	stillSending: string;
	next: string;
}

/** States that pass by themselves; who listens to the page hears only how it came out. */
const QUIET = new Set<QueuedPhoto["state"]>(["waiting", "shrinking", "sending", "checking"]);

/** Two large buttons and a list in the place of the plain file input; each photo sets off as soon as it is chosen. */
export class PhotoPicker {
	readonly #place: HTMLElement;
	readonly #words: Words;
	readonly #form: HTMLFormElement;
	readonly #button: HTMLButtonElement;
	readonly #queue: PhotoQueue;
	readonly #rows = new Map<QueuedPhoto, HTMLElement>();
	/** The form was sent off while photos were still on the way: it follows them. */
	#isLeaving = false;

	constructor(place: HTMLElement) {
		this.#place = place;
		this.#words = JSON.parse(place.dataset["words"] ?? "{}");
		this.#form = place.closest("form") as HTMLFormElement;
		this.#button = this.#form.querySelector("button:not([type=button])") as HTMLButtonElement;
		this.#queue = new PhotoQueue(this.#form.action, (photo) => this.#show(photo));
		const chosen = [...(place.querySelector<HTMLInputElement>("input[type=file]")?.files ?? [])];
		place.replaceChildren(this.#copy("tools"));
		for (const input of this.#inputs) input.addEventListener("change", () => this.#takeFrom(input));
		this.#form.addEventListener("submit", (event) => this.#leave(event));
		for (const file of chosen) this.#take(file);
		this.#settle();
	}

	get #inputs(): NodeListOf<HTMLInputElement> {
		return this.#place.querySelectorAll<HTMLInputElement>("input[type=file]");
	}

	get #isFull(): boolean {
		return this.#queue.photos.length >= Number(this.#place.dataset["free"]);
	}

	#copy(name: string): DocumentFragment {
		const template = this.#form.querySelector(`template[data-${name}]`) as HTMLTemplateElement;
		return template.content.cloneNode(true) as DocumentFragment;
	}

	#takeFrom(input: HTMLInputElement): void {
		for (const file of input.files ?? []) this.#take(file);
		input.value = "";
		this.#settle();
	}

	#take(file: File): void {
		if (this.#isFull) return;
		const row = this.#copy("photo").firstElementChild as HTMLElement;
		this.#place.querySelector("ul")?.append(row);
		preview(row, file);
		const photo = this.#queue.add(file);
		this.#rows.set(photo, row);
		row.querySelector("[data-retry]")?.addEventListener("click", () => this.#queue.retry(photo));
		row.querySelector("[data-remove]")?.addEventListener("click", () => this.#drop(photo));
		this.#show(photo);
	}

	#drop(photo: QueuedPhoto): void {
		this.#forget(photo);
		if (photo.photoId) removeThere(this.#place, photo.photoId);
		this.#settle();
	}

	#forget(photo: QueuedPhoto): void {
		this.#queue.remove(photo);
		this.#rows.get(photo)?.remove();
		this.#rows.delete(photo);
	}

	#show(photo: QueuedPhoto): void {
		const row = this.#rows.get(photo);
		// The same photo chosen twice is one photo there, so it is one here.
		if (photo.photoId && this.#queue.photos.some((other) => other !== photo && other.photoId === photo.photoId)) this.#forget(photo);
		else if (row) this.#describe(row, photo);
		this.#settle();
	}

	#describe(row: HTMLElement, photo: QueuedPhoto): void {
		const isNews = row.dataset["state"] !== photo.state && !QUIET.has(photo.state);
		row.dataset["state"] = photo.state;
		const said = row.querySelector("[data-said]") as HTMLElement;
		said.textContent = photo.message ?? filled(this.#words[photo.state], photo);
		if (isNews) (this.#place.querySelector("[data-heard]") as HTMLElement).textContent = said.textContent;
		const bar = row.querySelector("progress") as HTMLProgressElement;
		bar.max = photo.total || 1;
		bar.value = photo.state === "done" || photo.state === "checking" ? bar.max : photo.sent;
	}

	#leave(event: SubmitEvent): void {
		if (this.#queue.onTheWay === 0) return;
		event.preventDefault();
		this.#isLeaving = true;
		this.#settle();
	}

	/** One button stands out: to take the first photo, then to go on. */
	#pointAtNextStep(): void {
		const isFirst = this.#queue.photos.length === 0 && this.#place.dataset["isEmpty"] !== undefined;
		this.#button.classList.toggle("secondary", isFirst);
		this.#place.querySelector(".pick .button")?.classList.toggle("secondary", !isFirst);
	}

	/** What the photos together mean for the rest of the form. */
	#settle(): void {
		for (const input of this.#inputs) input.disabled = this.#isFull;
		this.#pointAtNextStep();
		(this.#place.querySelector("[data-full]") as HTMLElement).hidden = !this.#isFull;
		const left = this.#queue.onTheWay;
		const isWaiting = this.#isLeaving && left > 0;
		this.#button.textContent = isWaiting ? this.#words.stillSending.replace("{count}", String(left)) : this.#words.next;
		if (!this.#isLeaving || isWaiting) return;
		this.#isLeaving = false;
		if (this.#queue.photos.every(({ state }) => state === "done")) this.#form.submit();
	}
}

/** The photo at once, from the phone itself; one that it cannot show (HEIC) keeps the drawn camera. */
function preview(row: HTMLElement, file: File): void {
	const image = row.querySelector("img") as HTMLImageElement;
	const address = URL.createObjectURL(file);
	image.onload = () => {
		image.hidden = false;
		URL.revokeObjectURL(address);
	};
	image.onerror = () => URL.revokeObjectURL(address);
	image.src = address;
}

function removeThere({ dataset }: HTMLElement, photoId: string): void {
	const body = new URLSearchParams({ submissionId: dataset["submission"] ?? "", photoId });
	fetch(dataset["removal"] ?? "", { method: "POST", body, redirect: "manual" }).catch(() => undefined);
}

function filled(words: string, { sent, total, seconds }: QueuedPhoto): string {
	const share = total > 0 ? Math.floor((100 * sent) / total) : 0;
	return words
		.replace("{percent}", String(share))
		.replace("{sent}", kilobytes(sent))
		.replace("{total}", kilobytes(total))
		.replace("{seconds}", String(seconds));
}

function kilobytes(bytes: number): string {
	return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
