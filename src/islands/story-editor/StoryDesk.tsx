import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type About, type Desk, type DeskState, openDesk } from "./desk.ts";
import { StoryLook } from "./StoryLook.tsx";
import { StoryCopies, StorySaved } from "./StorySaved.tsx";

const START: DeskState = { saving: { state: "untouched" }, look: null, heard: "", isRestored: false, copies: [] };

/** Beside the form of a story: what is saved, how it looks, what it lacks. The form itself stays the plain page's, and learns to do without reloads. */
export default function StoryDesk(about: About) {
	const { words } = about;
	const desk = useRef<Desk>();
	const [isLooking, setLooking] = useState(false);
	const [state, setState] = useState<DeskState | null>(null);
	useLayoutEffect(() => {
		const form = document.querySelector<HTMLFormElement>("#story-form");
		if (!form) return;
		setState(START);
		desk.current = openDesk(form, about, (change) => setState((known) => ({ ...(known ?? START), ...change })));
		form.addEventListener("click", (event) => {
			const act = (event.target as Element).closest<HTMLButtonElement>("button[name=act]")?.value;
			if (act !== "save" && act !== "look") return;
			event.preventDefault();
			desk.current?.save();
			if (act === "look") setLooking(true);
		});
	}, []);
	if (!state) return null;
	const { saving, look, heard, isRestored, copies } = state;
	return (
		<div class={isLooking ? "story-side is-looking" : "story-side"}>
			<div class="story-bar">
				<StorySaved words={words} saving={saving} savedAt={look?.savedAt ?? ""} />
				<Turns words={words} isLooking={isLooking} onTurn={setLooking} />
			</div>
			{isRestored && <p class="message">{words.restored}</p>}
			{look?.newer && (
				<p class="message">
					{look.newer} <a href="?both#both">{words.seeBoth}</a>
				</p>
			)}
			{copies.length > 0 && <StoryCopies words={words} copies={copies} desk={desk.current} />}
			<StoryLook words={words} look={look} />
			<p class="unseen" role="status">
				{heard}
			</p>
		</div>
	);
}

interface TurnsProps extends Pick<About, "words"> {
	isLooking: boolean;
	onTurn: (isLooking: boolean) => void;
}

/** Where there is no room for both, the form or the look. */
function Turns({ words, isLooking, onTurn }: TurnsProps) {
	return (
		<p class="story-turns">
			<button type="button" class="button quiet" aria-pressed={!isLooking} onClick={() => onTurn(false)}>
				{words.write}
			</button>
			<button type="button" class="button quiet" aria-pressed={isLooking} onClick={() => onTurn(true)}>
				{words.look}
			</button>
		</p>
	);
}
