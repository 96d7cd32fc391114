import { dropKeptStory, type KeptStory, keepStory } from "./kept-story.ts";
import { type Look, sendDraft } from "./sending.ts";

/** Where what was typed is: `kept` on this device, `saved` on the server, `full` nowhere but on the page. */
export type SavedState = "untouched" | "kept" | "full" | "sending" | "saved" | "offline" | "busy" | "signedOut" | "refused";

export interface Saving {
	state: SavedState;
	/** The site's words for a refusal. */
	message?: string;
}

/** So long nobody types before the site gets it. */
const PAUSE_MS = 1000;
const AGAIN_MS = 15_000;

interface Keeping extends Pick<KeptStory, "reader" | "stamp"> {
	storyId: string;
	tell: (told: { saving: Saving; look?: Look }) => void;
}

/** Keeps each keystroke on the device at once, and at a pause on the server. */
export class DraftKeeper {
	readonly #form: HTMLFormElement;
	readonly #keeping: Keeping;
	/** Which draft this window goes on from. Without a script nobody says so: who comes back from the previews has a page of before. */
	readonly #seen = document.createElement("input");
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isSending = false;
	#changes = 0;
	#next: (() => void) | undefined;

	constructor(form: HTMLFormElement, keeping: Keeping) {
		this.#form = form;
		this.#keeping = keeping;
		Object.assign(this.#seen, { type: "hidden", name: "seen" });
		form.append(this.#seen);
		this.#follow(keeping.stamp);
		addEventListener("online", () => this.#changes > 0 && this.send());
	}

	typed(): [string, string][] {
		return [...new FormData(this.#form)].filter((field): field is [string, string] => typeof field[1] === "string");
	}

	changed(): void {
		this.#changes += 1;
		this.#tell({ state: this.#keep() ? "kept" : "full" });
		this.#soon(PAUSE_MS);
	}

	/** The form goes its own way, with a new page; after the draft that is under way, which it follows. */
	leaves(leaving: SubmitEvent): void {
		clearTimeout(this.#timer);
		if (this.#isSending) {
			leaving.preventDefault();
			this.#next = () => this.#form.requestSubmit(leaving.submitter);
			return;
		}
		if (this.#changes > 0) this.#keep({ isSent: true });
	}

	async send(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#isSending) return this.#soon(PAUSE_MS);
		this.#isSending = true;
		const sent = this.#changes;
		this.#tell({ state: "sending" });
		const answer = await sendDraft(this.#form);
		this.#isSending = false;
		if (answer.is === "saved") this.#follow(answer.look.stamp);
		this.#next?.();
		if (answer.is !== "saved") {
			this.#tell({ state: answer.is, ...("message" in answer && { message: answer.message }) });
			if (answer.is === "busy" || answer.is === "offline") this.#soon(AGAIN_MS);
			return;
		}
		const isAll = this.#changes === sent;
		if (isAll) this.#changes = 0;
		if (isAll) dropKeptStory(this.#keeping.storyId);
		else this.#keep();
		this.#keeping.tell({ saving: { state: isAll ? "saved" : "kept" }, look: answer.look });
	}

	#follow(stamp: string): void {
		this.#keeping.stamp = stamp;
		this.#seen.value = stamp.slice(stamp.indexOf(".") + 1);
	}

	#keep(more: Pick<KeptStory, "isSent"> = {}): boolean {
		const { storyId, reader, stamp } = this.#keeping;
		return keepStory(storyId, { reader, stamp, typed: this.typed(), ...more });
	}

	#soon(milliseconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.send(), milliseconds);
	}

	#tell(saving: Saving): void {
		this.#keeping.tell({ saving });
	}
}
