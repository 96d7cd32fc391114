import { type Answer, answerIn, isPassing, LONGEST_PAUSE_SECONDS, type Paused, pausedBy } from "./photo-answer.ts";
import { shrunk } from "./shrink.ts";

export type PhotoState =
	| "waiting"
	| "shrinking"
	| "sending"
	| "checking"
	| "done"
	| "lost"
	| "busy"
	| "noRoom"
	| "ailing"
	| "offline"
	| "refused"
	| "signedOut"
	| "kept"
	| "failed";

const SETTLED = new Set<PhotoState>(["done", "refused", "signedOut", "kept", "failed"]);
/** States that pass by themselves; screen readers hear only the outcome. */
const QUIET = new Set<PhotoState>(["waiting", "shrinking", "sending", "checking"]);

export interface QueuedPhoto {
	/** Counts the photos chosen on this page, from 1. */
	number: number;
	file: File;
	state: PhotoState;
	/** Bytes sent so far. */
	sent: number;
	total: number;
	/** Seconds until the next attempt, while it pauses. */
	seconds: number;
	/** The site's words for a refusal. A failure has no words and may be tried again. */
	message?: string | undefined;
	/** Set once the site has it. */
	photoId?: string | undefined;
	/** Told for the first photo of a new draft. */
	submissionId?: string | undefined;
}

const SILENCE_MS = 60_000;

const GIVEN_UP = new Set<PhotoState>(["refused", "signedOut", "kept", "failed"]);

/** Whether it has or may still get one of the places. */
export function takesPlace({ state }: QueuedPhoto): boolean {
	return !GIVEN_UP.has(state);
}

/** Whether it is received or given up. */
export function isSettled({ state }: QueuedPhoto): boolean {
	return SETTLED.has(state);
}

/** Called after each change with all photos, and with the one that screen readers should hear of. */
type Told = (photos: readonly QueuedPhoto[], news?: QueuedPhoto) => void;

/** Sends photos one after the other, made smaller, and repeats until the site has each. The same bytes twice are one photo there, so repeating never doubles. */
export class PhotoQueue {
	readonly #address: () => string;
	readonly #keep: (photo: QueuedPhoto) => Promise<boolean>;
	readonly #tell: Told;
	readonly #photos: QueuedPhoto[] = [];
	#isWorking = false;
	#chosen = 0;

	/** `keep` puts a photo by on this phone for who has to sign in again first. */
	constructor(address: () => string, keep: (photo: QueuedPhoto) => Promise<boolean>, tell: Told) {
		this.#address = address;
		this.#keep = keep;
		this.#tell = tell;
	}

	get photos(): readonly QueuedPhoto[] {
		return this.#photos;
	}

	add(file: File): void {
		this.#chosen += 1;
		this.#photos.push({ number: this.#chosen, file, state: "waiting", sent: 0, total: file.size, seconds: 0 });
		this.#tell([...this.#photos]);
		this.#work();
	}

	retry(photo: QueuedPhoto): void {
		this.#become(photo, { state: "waiting" });
		this.#work();
	}

	remove(photo: QueuedPhoto): void {
		const at = this.#photos.indexOf(photo);
		if (at >= 0) this.#photos.splice(at, 1);
		this.#tell([...this.#photos]);
	}

	async #work(): Promise<void> {
		if (this.#isWorking) return;
		this.#isWorking = true;
		for (let next = this.#next(); next; next = this.#next()) await this.#bring(next);
		this.#isWorking = false;
	}

	#next(): QueuedPhoto | undefined {
		return this.#photos.find(({ state }) => state === "waiting");
	}

	async #bring(photo: QueuedPhoto): Promise<void> {
		this.#become(photo, { state: "shrinking" });
		const blob = await shrunk(photo.file);
		for (let pause = 3; this.#photos.includes(photo); pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS)) {
			this.#become(photo, { state: "sending", sent: 0, total: blob.size });
			const answer = await this.#post(photo, blob);
			const { photoId, submissionId } = answer;
			if (photoId) return this.#become(photo, { state: "done", photoId, submissionId });
			if (!isPassing(answer)) return this.#become(photo, { state: await this.#endOf(photo, answer), message: answer.message });
			await this.#pause(photo, pausedBy(answer), answer.retryAfterSeconds ?? pause);
		}
	}

	async #endOf(photo: QueuedPhoto, { status, message }: Answer): Promise<PhotoState> {
		if (message) return "refused";
		if (status !== 401) return "failed";
		return (await this.#keep(photo)) ? "kept" : "signedOut";
	}

	/** Counts the seconds down; the wait ends early when the network returns. */
	async #pause(photo: QueuedPhoto, state: Paused, seconds: number): Promise<void> {
		if (!navigator.onLine) {
			this.#become(photo, { state: "offline" });
			await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
			return;
		}
		for (let left = seconds; left > 0 && this.#photos.includes(photo); left--) {
			this.#become(photo, { state, seconds: left });
			await new Promise((resolve) => setTimeout(resolve, 1000));
		}
	}

	#post(photo: QueuedPhoto, blob: Blob): Promise<Answer> {
		const form = new FormData();
		form.append("photos", blob, photo.file.name || "photo.jpg");
		const request = new XMLHttpRequest();
		let silence = setTimeout(() => request.abort(), SILENCE_MS);
		request.upload.onprogress = ({ loaded, total }) => {
			clearTimeout(silence);
			silence = setTimeout(() => request.abort(), SILENCE_MS);
			this.#become(photo, loaded < total ? { state: "sending", sent: loaded, total } : { state: "checking" });
		};
		return new Promise((resolve) => {
			request.onloadend = () => {
				clearTimeout(silence);
				resolve(answerIn(request));
			};
			request.open("POST", this.#address());
			request.setRequestHeader("Accept", "application/json");
			request.send(form);
		});
	}

	#become(photo: QueuedPhoto, change: Partial<QueuedPhoto>): void {
		const isNews = change.state !== photo.state && change.state !== undefined && !QUIET.has(change.state);
		Object.assign(photo, change);
		// The same photo chosen twice is one photo on the site, so it is one here.
		if (photo.photoId && this.#photos.some((other) => other !== photo && other.photoId === photo.photoId)) this.remove(photo);
		else if (this.#photos.includes(photo)) this.#tell([...this.#photos], isNews ? photo : undefined);
	}
}
