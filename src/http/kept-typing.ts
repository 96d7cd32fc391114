import { LRUCache } from "lru-cache";
import { randomCode } from "#platform/ids.ts";
import { isWriterMark, type SentForm } from "./forms.ts";
import { attributesFor, type Cookies } from "./session-cookie.ts";

/** Typed into a form after its session had ended; kept in memory for the same person in the same browser. */
interface KeptTyping {
	/** Known to the browser where it was typed. */
	id: string;
	formId: string;
	page: string;
	fields: [string, string][];
	size: number;
}

const MINUTES = 60;
const MOST_LETTERS = 64 * 1024;
/** Secrets must be typed again and are never kept. Every secret field must have one of these names. */
export const SECRET_FIELDS = new Set(["passphrase", "again", "current", "secret", "totp", "code"]);

// By the writer's mark: one form each, so that nobody crowds out another's.
const kept = new LRUCache<string, KeptTyping>({
	ttl: MINUTES * 60_000,
	maxSize: 256 * MOST_LETTERS,
	sizeCalculation: ({ size }) => size,
});

/** Keeps a form for its writer. False if there is no writer, or the form is too long. */
export function keepTyping(cookies: Cookies, sent: SentForm, { page, origin, at }: { page: string; origin: string; at: Date }): boolean {
	const fields = [...sent.typed].filter((field): field is [string, string] => typeof field[1] === "string" && !SECRET_FIELDS.has(field[0]));
	const size = 1 + fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
	if (!sent.formId || !isWriterMark(sent.madeFor) || size > MOST_LETTERS) return false;
	dropTyping(cookies, origin);
	const id = randomCode(26);
	kept.set(sent.madeFor, { id, formId: sent.formId, page, fields, size });
	const expires = new Date(at.getTime() + MINUTES * 60_000);
	cookies.set(nameFor(origin), `${sent.madeFor}.${id}`, { ...attributesFor(origin), expires });
	return true;
}

/** What this browser keeps for this reader. If somebody else signs in, it is deleted. */
export function keptTyping(cookies: Cookies, { reader, origin }: { reader: string; origin: string }): (SentForm & { page: string }) | null {
	const here = cookies.get(nameFor(origin))?.value;
	if (!here) return null;
	const found = keptAs(here);
	if (!found || here !== `${reader}.${found.id}`) {
		dropTyping(cookies, origin);
		return null;
	}
	const typed = new FormData();
	for (const [name, value] of found.fields) typed.append(name, value);
	const { formId, page } = found;
	return { formId, typed, madeFor: reader, page, nonce: "", isGivenBack: true };
}

export function dropTyping(cookies: Cookies, origin: string): void {
	const here = cookies.get(nameFor(origin))?.value;
	if (!here) return;
	if (keptAs(here)) kept.delete(writerOf(here));
	cookies.delete(nameFor(origin), attributesFor(origin));
}

function keptAs(cookie: string): KeptTyping | undefined {
	const found = kept.get(writerOf(cookie));
	return found && cookie.endsWith(`.${found.id}`) ? found : undefined;
}

function writerOf(cookie: string): string {
	return cookie.slice(0, cookie.indexOf("."));
}

function nameFor(origin: string): string {
	return origin.startsWith("https://") ? "__Host-typing" : "typing";
}
