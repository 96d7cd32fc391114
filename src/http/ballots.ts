import { Refusal } from "#domain/errors.ts";
import { bringing } from "#domain/votes/ballots/ballot-box.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { Answer } from "./answer.ts";
import type { Asked } from "./asked.ts";
import type { AstroHandler } from "./astro.ts";
import { ballotMarkOf } from "./ballot-mark.ts";
import { readableCookies } from "./cookies.ts";
import { readerMark, type SentForm, sentForm } from "./forms.ts";
import { kioskFrom } from "./kiosk-cookie.ts";
import { requireHouseholdHere } from "./kiosk-seat.ts";
import { requireOwnOrigin } from "./origin.ts";
import { pageInstead } from "./pages.ts";
import { problemOf } from "./problems.ts";
import { refused } from "./refused.ts";
import { whyFrom } from "./session-cookie.ts";
import { wholeBody } from "./whole-body.ts";

const ADDRESS = /^\/votes\/(\w+)\/ballot$/;
// Enough for every candidate of the largest round.
const MOST_BYTES = 8 * 1024;

interface Sent {
	asking: Asked;
	roundId: string;
	typed: URLSearchParams;
	cookies: ReturnType<typeof readableCookies>;
	at: Date;
}

/** Takes a ballot without rendering a page, because a whole village votes in the same evening hour. A refused ballot is answered with its page, ticks kept. */
export async function ballotFor(asking: Asked, astro: AstroHandler): Promise<Answer | undefined> {
	const roundId = ADDRESS.exec(asking.path)?.[1];
	if (!roundId) return;
	const cookies = readableCookies(asking.req);
	// A browser that restores a tab asks for this address by GET and wants the page.
	if (asking.method !== "POST") return onwards(asking, await pageOf(asking, roundId));
	if (new URLSearchParams(asking.query).has("_action")) return handOn(asking, await pageOf(asking, roundId));
	if (!requireOwnOrigin(asOwn(asking), asking.origin)) return foreign(asking);
	const body = await wholeBody(asking, MOST_BYTES);
	if (typeof body === "string") return refused(asking, { status: body === "tooSlow" ? 408 : 413, reason: body });
	const typed = new URLSearchParams(body.toString());
	return bringing(() => cast({ asking, roundId, typed, cookies, at: new Date() }, astro));
}

async function pageOf({ req, origin }: Asked, roundId: string): Promise<string> {
	const kiosk = await kioskFrom(readableCookies(req), { origin, at: new Date() });
	return `${kiosk ? "/kiosk" : "/votes"}/${roundId}`;
}

// The page of a refused ballot stands at this address, and its other forms (larger letters, taking back, leaving the kiosk) arrive here too.
function handOn(asking: Asked, page: string): undefined {
	asking.path = page;
	asking.req.url = page + asking.query;
}

async function cast(sent: Sent, astro: AstroHandler): Promise<Answer> {
	const { asking, roundId, typed, cookies, at } = sent;
	const { origin } = asking;
	const form = sentForm(formData(typed));
	let page = `/votes/${roundId}`;
	try {
		const { kiosk, ...voter } = await requireHouseholdHere(cookies, { origin, at });
		requireOwn(form, voter.personId);
		if (kiosk) page = `/kiosk/${roundId}`;
		const numbers = typed.getAll("candidate").map(Number);
		const mark = kiosk ? kiosk.regionPath : ballotMarkOf(cookies, origin);
		await castBallot({ roundId, ...voter, numbers, channel: kiosk ? "kiosk" : "phone", mark, at });
		return onwards(asking, `${page}/receipt?done=cast`);
	} catch (failure) {
		if (failure instanceof Refusal && failure.refusal === "signed_out") return onwards(asking, await doorFor(sent));
		const path = failure instanceof Refusal && failure.key === "kiosk.isClosed" ? "/kiosk" : page;
		const problem = problemOf(failure, messagesFor(asking.locale));
		return pageInstead(asking, astro, { path, problem, sent: form });
	}
}

/** On a shared phone one household may open the ballot and another sign in beside it: nothing is cast, and no tick of the first is shown. */
function requireOwn(form: SentForm, personId: string): void {
	if (!form.madeFor || form.madeFor === readerMark(personId)) return;
	form.typed = new FormData();
	throw new Refusal("conflict", "common.anothersForm");
}

/** Where to sign in: at a kiosk its own door, elsewhere the sign-in page, which leads back to the round. */
async function doorFor({ asking, roundId, cookies, at }: Sent): Promise<string> {
	if (await kioskFrom(cookies, { origin: asking.origin, at })) return "/kiosk";
	const next = `${asking.locale === "en" ? "/en" : ""}/votes/${roundId}`;
	return `/sign-in?${new URLSearchParams({ next, why: whyFrom(cookies, asking.origin) })}`;
}

function formData(typed: URLSearchParams): FormData {
	const form = new FormData();
	for (const [name, value] of typed) form.append(name, value);
	return form;
}

function asOwn({ req, method }: Asked) {
	return { method, headers: { get: (name: string) => (req.headers[name] as string | undefined) ?? null } };
}

function onwards({ locale }: Asked, address: string): Answer {
	return { status: 303, headers: { location: `${locale === "en" ? "/en" : ""}${address}`, "cache-control": "no-store" } };
}

function foreign({ locale }: Asked): Answer {
	const identity = Buffer.from(messagesFor(locale).common.foreignOrigin);
	return { status: 403, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }, body: { identity } };
}
