import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Viewer } from "#domain/accounts/types.ts";
import type { SentForm } from "./forms.ts";

/** An answer as it was sent, with its cookies. */
interface KeptAnswer {
	status: number;
	headers: [string, string][];
	body: ArrayBuffer | null;
	/** The session that the browser holds with it. */
	session: string | undefined;
}

interface Answering {
	answer: () => Promise<Response>;
	cookies: { headers: () => Iterable<string> };
	session: () => string | undefined;
	/** Whether it is open still: who signed out since wants a sign-in, not its old answer. */
	isOpen: (session: string) => Promise<boolean>;
}

const MINUTES = 10;
const MEGABYTES = 32;

// Only in memory, because sheets of PINs and links are among the answers.
const answered = new LRUCache<string, KeptAnswer>({
	ttl: MINUTES * 60_000,
	maxSize: MEGABYTES * 1024 * 1024,
	sizeCalculation: ({ body }) => 1024 + (body?.byteLength ?? 0),
});
const underWay = new Map<string, Promise<KeptAnswer | null>>();

/**
 * The key of an answer to a form that is done once: the form's nonce, every field, and the session. A visitor's form (a sign-in) has no session yet, so there
 * the nonce stands for the browser.
 */
export function onceKey({ nonce, madeFor, typed }: SentForm, address: string, viewer: Viewer | null): string | null {
	if (!/^[0-9a-z]{26}$/.test(nonce) || (madeFor && !viewer)) return null;
	const fields = [...typed].map(([name, value]) => [name, typeof value === "string" ? value : value.size]);
	const session = madeFor ? viewer?.sessionId : "";
	return createHash("sha256")
		.update(JSON.stringify([nonce, address, session, fields]))
		.digest("base64url");
}

/** Sends the first answer again when the same form arrives twice within minutes (a double tap, a lost answer). Refusals are not kept. */
export async function answerOnce(key: string, { answer, cookies, session, isOpen }: Answering): Promise<Response> {
	const earlier = answered.get(key) ?? (await underWay.get(key));
	if (earlier && (!earlier.session || (await isOpen(earlier.session)))) return responseOf(earlier);
	const first = answer().then(async (response) => {
		if (response.status >= 400) return { response, kept: null };
		const body = response.body ? await response.arrayBuffer() : null;
		const headers = [...response.headers];
		const made = { status: response.status, body, session: session() };
		return { response: responseOf({ ...made, headers }), kept: { ...made, headers: [...headers, ...cookieLines(cookies.headers())] } };
	});
	const whatIsKept = first.then(
		({ kept }) => kept,
		() => null,
	);
	underWay.set(key, whatIsKept);
	try {
		const { response, kept } = await first;
		if (kept) answered.set(key, kept);
		return response;
	} finally {
		underWay.delete(key);
	}
}

function responseOf({ status, headers, body }: KeptAnswer): Response {
	return new Response(body, { status, headers });
}

function cookieLines(lines: Iterable<string>): [string, string][] {
	return [...lines].map((line) => ["set-cookie", line]);
}
