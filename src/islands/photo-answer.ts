export interface Answer {
	/** 0 if the connection broke off. */
	status: number;
	photoId?: string;
	submissionId?: string;
	message?: string;
	retryAfterSeconds?: number;
}

export const LONGEST_PAUSE_SECONDS = 60;

/** What the site said to a photo, or something between. */
export function answerIn(request: XMLHttpRequest): Answer {
	const { status, responseText, responseURL } = request;
	try {
		const { added, message, retryAfterSeconds, submissionId } = JSON.parse(responseText);
		return { status, photoId: added[0]?.photoId, message, retryAfterSeconds, submissionId };
	} catch {
		// No JSON: the connection broke off, or a page of something in between arrived; signed-out people get the sign-in page.
		if (responseURL.includes("/sign-in")) return { status: 401 };
		const seconds = Number(request.getResponseHeader("Retry-After"));
		return seconds > 0 ? { status, retryAfterSeconds: Math.min(seconds, LONGEST_PAUSE_SECONDS) } : { status };
	}
}

export type Paused = "busy" | "noRoom" | "ailing" | "lost";

/** Whose fault it is, so that nobody looks for a better network because a disk is full. */
export function pausedBy({ status }: Answer): Paused {
	if (status === 507) return "noRoom";
	if ([503, 425, 429].includes(status)) return "busy";
	return status >= 500 ? "ailing" : "lost";
}

/** A server that is busy, slow or shut, or a line that broke: the photo is not at fault, so it is sent again. */
export function isPassing({ status, message }: Answer): boolean {
	return status === 0 || status >= 500 || (!message && [408, 425, 429].includes(status));
}
