import type { HTMLElement } from "node-html-parser";
import { SECRET_FIELDS } from "#http/kept-typing.ts";
import { type Entries, entriesOf, type Fields } from "./forms.ts";
import type { Seen } from "./visitor.ts";

/** A form of a page into which something can be typed, and something for each of its fields. */
export interface Typing {
	formId: string;
	action: string;
	typed: Fields;
	entries: Entries;
}

/** Every form of the page that keeps what is typed into it. Forms with files are not among them: what is streamed has other tests. */
export function typingOn({ root }: Seen): Typing[] {
	return root.querySelectorAll("form[method=post]").flatMap((form) => {
		const typed = typedInto(form);
		const formId = form.querySelector("[name=formId]")?.getAttribute("value") ?? "";
		if (Object.keys(typed).length === 0 || form.getAttribute("enctype") || !form.querySelector("[name=formFor]")) return [];
		return [{ formId, action: form.getAttribute("action") ?? "", typed, entries: entriesOf(form, undefined, typed) }];
	});
}

function typedInto(form: HTMLElement): Fields {
	const typed: Fields = {};
	for (const field of form.querySelectorAll("input, textarea, select")) {
		const [name, type] = [field.getAttribute("name") ?? "", kindOf(field)];
		if (!name || SECRET_FIELDS.has(name) || ["hidden", "file", "password", "submit"].includes(type) || field.hasAttribute("disabled"))
			continue;
		const answer = answerFor(field, type);
		if (answer !== undefined && typed[name] === undefined) typed[name] = answer;
	}
	return typed;
}

function kindOf(field: HTMLElement): string {
	return field.tagName === "INPUT" ? (field.getAttribute("type") ?? "text") : field.tagName.toLowerCase();
}

const ANSWERS: Record<string, string> = { number: "7", date: "2030-01-02", "datetime-local": "2030-01-02T08:00", tel: "12345678" };

/** The last choice, so that it differs from the one that stands where there are several. */
function answerFor(field: HTMLElement, type: string): string | undefined {
	if (type === "select") return field.querySelectorAll("option").at(-1)?.getAttribute("value") ?? undefined;
	if (type !== "radio" && type !== "checkbox") return ANSWERS[type] ?? "写了一半";
	const same = field.closest("form")?.querySelectorAll(`input[name="${field.getAttribute("name")}"]`) ?? [];
	return same.at(-1)?.getAttribute("value") ?? "on";
}

/** The fields of this form that the page does not show as they were typed. */
export function lostFrom({ root }: Seen, { formId, typed }: Typing): string[] {
	const form = root.querySelectorAll("form").find((one) => one.querySelector("[name=formId]")?.getAttribute("value") === formId);
	if (!form) return ["the form itself"];
	const shown = entriesOf(form, undefined, {});
	return Object.entries(typed).flatMap(([name, value]) => (shown.some(([other, one]) => other === name && one === value) ? [] : [name]));
}
