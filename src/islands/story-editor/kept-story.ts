/** What is typed into a story, on this device until the site has it. */
export interface KeptStory {
	/** The mark of who types. Whoever signs in instead gets nothing of it, and deletes it. */
	reader: string;
	/** What the site had when it was typed. */
	stamp: string;
	typed: [string, string][];
	/** The form was sent by its own button, so the site has it if it has something else now. */
	isSent?: boolean;
}

const keyOf = (storyId: string) => `story:${storyId}`;

/** False in a browser that stores nothing (private mode, full). */
export function keepStory(storyId: string, story: KeptStory): boolean {
	try {
		localStorage.setItem(keyOf(storyId), JSON.stringify(story));
		return true;
	} catch {
		return false;
	}
}

export function keptStory(storyId: string, reader: string): KeptStory | null {
	try {
		const kept: KeptStory | null = JSON.parse(localStorage.getItem(keyOf(storyId)) ?? "null");
		if (kept?.reader === reader) return kept;
	} catch {
		// What cannot be read was not written here.
	}
	dropKeptStory(storyId);
	return null;
}

export function dropKeptStory(storyId: string): void {
	try {
		localStorage.removeItem(keyOf(storyId));
	} catch {
		// A browser that stores nothing keeps nothing.
	}
}
