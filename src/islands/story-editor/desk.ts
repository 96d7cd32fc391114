import { Blocks } from "./blocks.ts";
import { DraftKeeper, type Saving } from "./draft-keeper.ts";
import { dropKeptStory, type KeptStory, keptStory } from "./kept-story.ts";
import { takeButtons, takeGrips } from "./moving.ts";
import { takePastes } from "./paste.ts";
import { type Look, lookNow } from "./sending.ts";
import type { LiveWords } from "./words.ts";

export interface DeskState {
	saving: Saving;
	look: Look | null;
	/** For who hears the page: where a block is now. */
	heard: string;
	/** What was put back from this device. */
	isRestored: boolean;
	/** Where the text of this device and the site's differ; both are kept until somebody chooses. */
	copies: Difference[];
}

interface Difference {
	label: string;
	here: string;
	server: string;
}

export interface About extends Pick<KeptStory, "reader" | "stamp"> {
	storyId: string;
	words: LiveWords;
}

export interface Desk {
	save: () => void;
	useHere: () => void;
	useServers: () => void;
}

/** Everything that the form does without a reload. */
export function openDesk(form: HTMLFormElement, about: About, tell: (change: Partial<DeskState>) => void): Desk {
	const { words, storyId } = about;
	const blocks = new Blocks(form);
	const keeper = new DraftKeeper(form, { ...about, tell });
	const changed = (heard: string) => {
		blocks.renumber();
		keeper.changed();
		tell({ heard });
	};
	for (const helper of form.querySelectorAll<HTMLElement>("[data-live]")) helper.hidden = false;
	takeButtons(form, { blocks, words, changed });
	takeGrips({ blocks, words, changed });
	takePastes(form, { blocks, words, changed });
	countLetters(form, words);
	form.addEventListener("input", () => keeper.changed());
	form.addEventListener("submit", (leaving) => keeper.leaves(leaving));
	void lookNow().then((look) => look && tell({ look }));
	const kept = keptStory(storyId, about.reader);
	const restore = () => {
		if (!kept) return;
		blocks.become(kept.typed);
		changed("");
		tell({ copies: [], isRestored: true });
	};
	const copies = kept ? differences(form, kept.typed, keeper.typed()) : [];
	if (kept && (copies.length === 0 || (kept.isSent && kept.stamp !== about.stamp))) dropKeptStory(storyId);
	else if (kept?.stamp === about.stamp) restore();
	else if (kept) tell({ copies });
	const useServers = () => {
		dropKeptStory(storyId);
		tell({ copies: [] });
	};
	return { save: () => void keeper.send(), useHere: restore, useServers };
}

function differences(form: HTMLFormElement, here: [string, string][], server: [string, string][]): Difference[] {
	const servers = new Map(server);
	const own = new Map(here);
	const names = [...new Set([...own.keys(), ...servers.keys()])].filter((name) => !NOT_TYPED.test(name));
	return names
		.filter((name) => (own.get(name) ?? "") !== (servers.get(name) ?? ""))
		.map((name) => ({ label: labelOf(form, name), here: own.get(name) ?? "", server: servers.get(name) ?? "" }));
}

const NOT_TYPED = /^(form(Id|For|Page)|storyId|beganFrom|newest|seen|kind-.*)$/;

function labelOf(form: HTMLFormElement, name: string): string {
	const field = form.elements.namedItem(name);
	if (field instanceof Element && "labels" in field) return (field as HTMLInputElement).labels?.[0]?.textContent ?? "";
	return "";
}

function countLetters(form: HTMLFormElement, { count }: LiveWords): void {
	for (const told of form.querySelectorAll<HTMLElement>("[data-count]")) {
		const field = form.elements.namedItem(told.dataset["count"] ?? "") as HTMLInputElement;
		const tell = () => {
			told.textContent = count.replace("{count}", String([...field.value].length)).replace("{limit}", String(field.maxLength));
		};
		field.addEventListener("input", tell);
		tell();
	}
}
