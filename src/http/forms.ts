import { AsyncLocalStorage } from "node:async_hooks";
import type { Viewer } from "#domain/accounts/types.ts";
import { randomCode } from "#platform/ids.ts";
import { mark } from "#platform/secrets.ts";
import { safeNext } from "./next.ts";
import type { Problem } from "./problems.ts";

/** A form as it was sent. `ui/Form.astro` adds the form's own fields. */
export interface SentForm {
	formId: string;
	/** What the person typed, without the form's own fields. */
	typed: FormData;
	/** The mark of the person for whom the page was rendered; "" for a visitor. */
	madeFor: string;
	/** New each time a once-only form is shown; "" for other forms. */
	nonce: string;
	/** The page of the form; "" if the form is sent to its own page. */
	page: string;
	/** True if the session had ended, nothing was done, and the same person has signed in again. */
	isGivenBack?: true;
}

/** What a form shows again after it was sent; empty for the page's other forms. */
export interface Filled {
	typed?: FormData | undefined;
	problem?: Problem | undefined;
}

const OWN_FIELDS = ["formId", "formFor", "formOnce", "formPage"] as const;

// Astro renders siblings at the same time, so the form around a field is known by the call context and not by order.
const around = new AsyncLocalStorage<string>();

interface Asked {
	viewer: Viewer | null;
	problem?: Problem | undefined;
	/** A form that the front itself took. */
	sent?: SentForm | undefined;
}

export class PageForms {
	/** The form just sent, or given back after signing in. */
	sent: SentForm | undefined;
	readonly #asked: Asked;
	#madeFor: string | undefined;

	readonly #page: URL;

	constructor(asked: Asked, page: URL) {
		this.#asked = asked;
		this.#page = page;
		this.sent = asked.sent;
	}

	/** What was typed into the form around the calling component. */
	get here(): Filled {
		return this.into(around.getStore() ?? "");
	}

	into(formId: string): Filled {
		const { sent } = this;
		return formId && sent?.formId === formId ? { typed: sent.typed, problem: this.#asked.problem } : {};
	}

	/** The id of a form by its action: `?_action=staff.hire` is "staff.hire". Several forms with one action on a page differ by `of`. */
	idOf(action: string | { toString(): string }, of: string | number = ""): string {
		const name =
			/[?&]_action=([\w.]+)/.exec(String(action))?.[1] ??
			String(action)
				.replace(/^\/en(?=\/)/, "")
				.replace(SENT, "");
		return of === "" ? name : `${name}:${of}`;
	}

	/** The address for an action's form: this page with its query, so that a refusal shows the page again. */
	addressOf(action: string | { toString(): string }): string {
		const [, name] = /^\?_action=([\w.]+)$/.exec(String(action)) ?? [];
		if (name) return `?${new URLSearchParams([...queryOf(this.#page), ["_action", name]])}`;
		const address = String(action);
		// Sent to the page's own address, a form takes its place in the history: on the way back from a line that broke there would be no page.
		const isOwn = address.replace(/^\/en(?=\/)/, "") === withoutAction(this.#page).replace(/^\/en(?=\/)/, "");
		return isOwn ? `${address}${address.includes("?") ? "&" : "?"}sent=1` : address;
	}

	nonce(): string {
		return randomCode(26);
	}

	/** Renders a form's content, so that `here` knows the form. */
	inside<T>(formId: string, render: () => T): T {
		return around.run(formId, render);
	}

	/** A field's id: its name, and for one of several like forms also the form. */
	fieldId(name: string, formId = around.getStore() ?? ""): string {
		const which = formId.slice(formId.indexOf(":") + 1);
		return formId.includes(":") ? `${name}-${which}` : name;
	}

	/** The mark of this page's reader; "" for a visitor. */
	get madeFor(): string {
		const { viewer } = this.#asked;
		this.#madeFor ??= viewer ? readerMark(viewer.personId) : "";
		return this.#madeFor;
	}

	/** Whether one person opened the form and another is signed in when it is sent. */
	get isAnothers(): boolean {
		const { viewer } = this.#asked;
		return Boolean(viewer && this.sent?.madeFor && this.sent.madeFor !== this.madeFor);
	}
}

const NAME_LENGTH = 16;

/** A writer's mark proves itself, so that nobody fills the memory with typing for writers that they invented. */
export function isWriterMark(mark: string): boolean {
	return mark === writerMark(mark.slice(0, NAME_LENGTH));
}

/** The mark of a person in the forms of pages that were rendered for them. */
export function readerMark(personId: string): string {
	return writerMark(mark("forms", personId).slice(0, NAME_LENGTH));
}

function writerMark(name: string): string {
	return name + mark("forms", `writer ${name}`).slice(0, NAME_LENGTH);
}

/** Separates the form's own fields from what the person typed. */
export function sentForm(came: FormData): SentForm {
	const [formId = "", madeFor = "", nonce = "", page = ""] = OWN_FIELDS.map((name) => String(came.get(name) ?? ""));
	const typed = new FormData();
	for (const [name, value] of came) if (!OWN_FIELDS.some((own) => own === name)) typed.append(name, value);
	return { formId, typed, madeFor, nonce, page: safeNext(page, "") };
}

export function withoutAction(page: URL): string {
	const query = queryOf(page);
	return query.size > 0 ? `${page.pathname}?${query}` : page.pathname;
}

const SENT = /[?&]sent=1$/;

// Leaves out what the page was told once after another form.
function queryOf(page: URL): URLSearchParams {
	const query = new URLSearchParams(page.search);
	for (const name of ["_action", "done", "why", "sent"]) query.delete(name);
	return query;
}
