import { AsyncLocalStorage } from "node:async_hooks";
import type { Viewer } from "#domain/accounts/types.ts";
import { randomCode } from "#platform/ids.ts";
import { isMarked, mark } from "#platform/secrets.ts";
import { safeNext } from "./next.ts";
import type { Problem } from "./problems.ts";

/** One of a page's forms, as it was sent (`ui/Form.astro` puts its own fields into each). */
export interface SentForm {
	formId: string;
	/** What the person typed, without the fields of the form itself. */
	typed: FormData;
	/** The mark of the person for whom the page was made; "" for a visitor. */
	madeFor: string;
	/** Another one each time a form is shown that is done once; "" where the form says nothing of it. */
	nonce: string;
	/** Where the form stands; "" where it is sent to its own page. */
	page: string;
	/** The site has not taken it: the session had ended, and the same person is back. */
	isGivenBack?: true;
}

/** What a form shows of an earlier sending: nothing, unless it is the form that was sent. */
export interface Filled {
	typed?: FormData | undefined;
	problem?: Problem | undefined;
}

const OWN_FIELDS = ["formId", "formFor", "formOnce", "formPage"] as const;

// Astro renders what stands side by side at the same time; so the form around a field is known by the way it is called, not by its turn.
const around = new AsyncLocalStorage<string>();

interface Asked {
	viewer: Viewer | null;
	problem?: Problem | undefined;
	/** That the front itself took. */
	sent?: SentForm | undefined;
}

/** The forms of one page, for one request. */
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

	/** What was typed into the form around the component that asks. */
	get here(): Filled {
		return this.into(around.getStore() ?? "");
	}

	into(formId: string): Filled {
		const { sent } = this;
		return formId && sent?.formId === formId ? { typed: sent.typed, problem: this.#asked.problem } : {};
	}

	/** Which form an action or address names: `?_action=staff.hire` is "staff.hire"; of several like forms each says `of` what it is. */
	idOf(action: string | { toString(): string }, of: string | number = ""): string {
		const name = /[?&]_action=([\w.]+)/.exec(String(action))?.[1] ?? String(action).replace(/^\/en(?=\/)/, "");
		return of === "" ? name : `${name}:${of}`;
	}

	/** Where an action's form is sent: to this page as it is, its query included, so that a refusal shows it again. */
	addressOf(action: string | { toString(): string }): string {
		const [, name] = /^\?_action=([\w.]+)$/.exec(String(action)) ?? [];
		return name ? `?${new URLSearchParams([...queryOf(this.#page), ["_action", name]])}` : String(action);
	}

	nonce(): string {
		return randomCode(26);
	}

	/** Renders what stands inside a form, so that `here` knows it. */
	inside<T>(formId: string, render: () => T): T {
		return around.run(formId, render);
	}

	/** The id of a field: its name, and in one of several like forms also which form. */
	fieldId(name: string, formId = around.getStore() ?? ""): string {
		const which = formId.slice(formId.indexOf(":") + 1);
		return formId.includes(":") ? `${name}-${which}` : name;
	}

	/** The mark of who reads this page; "" for a visitor. */
	get madeFor(): string {
		const { viewer } = this.#asked;
		this.#madeFor ??= viewer ? mark("forms", viewer.personId) : "";
		return this.#madeFor;
	}

	/** The form was opened by one person and is sent while another is signed in. */
	get isAnothers(): boolean {
		const { viewer } = this.#asked;
		return Boolean(viewer && this.sent?.madeFor && !isMarked("forms", viewer.personId, this.sent.madeFor));
	}
}

/** Takes the form's own fields out of what came, and leaves what the person typed. */
export function sentForm(came: FormData): SentForm {
	const [formId = "", madeFor = "", nonce = "", page = ""] = OWN_FIELDS.map((name) => String(came.get(name) ?? ""));
	const typed = new FormData();
	for (const [name, value] of came) if (!OWN_FIELDS.some((own) => own === name)) typed.append(name, value);
	return { formId, typed, madeFor, nonce, page: safeNext(page, "") };
}

/** The address of the page that an action was called on. */
export function withoutAction(page: URL): string {
	const query = queryOf(page);
	return query.size > 0 ? `${page.pathname}?${query}` : page.pathname;
}

// What the page was told once, after another form, it is not told again.
function queryOf(page: URL): URLSearchParams {
	const query = new URLSearchParams(page.search);
	for (const name of ["_action", "done", "why"]) query.delete(name);
	return query;
}
