/** What the site answers to a draft: how the story looks with it, and what it lacks. */
export interface Look {
	article: Element;
	/** What it lacks, as a list; nothing if it lacks nothing. */
	lacking: Element | null;
	characters: string;
	savedAt: string;
	/** What the site has now. */
	stamp: string;
	/** Said if somebody else has made a version meanwhile. */
	newer: string;
}

export type Answer = { is: "saved"; look: Look } | { is: "offline" | "busy" | "signedOut" } | { is: "refused"; message: string };

/** Sends the form as its own button 看看样子 does: it becomes a draft, and the page of previews comes back. */
export async function sendDraft(form: HTMLFormElement): Promise<Answer> {
	const body = new FormData(form);
	body.set("act", "look");
	try {
		const answer = await fetch(form.action, { method: "POST", body });
		if (answer.url.includes("/sign-in")) return { is: "signedOut" };
		if (answer.status >= 500 || answer.status === 429) return { is: "busy" };
		return answerIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
	} catch {
		return { is: "offline" };
	}
}

/** How what the server has looks, without sending anything. */
export async function lookNow(): Promise<Look | null> {
	const answer = await fetch(`${location.pathname}/preview`).catch(() => null);
	const told = answer?.ok && answerIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
	return told && told.is === "saved" ? told.look : null;
}

function answerIn(page: Document): Answer {
	const told = page.querySelector<HTMLElement>("[data-look]");
	const article = told?.querySelector("article");
	if (!told || !article) return { is: "refused", message: page.querySelector("#problem")?.textContent?.trim() ?? "" };
	const { characters = "", saved: savedAt = "", stamp = "", newer = "" } = told.dataset;
	return { is: "saved", look: { article, lacking: page.querySelector("[data-lacking]"), characters, savedAt, stamp, newer } };
}
