import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { followHandle } from "../compare.ts";
import type { Look } from "./sending.ts";
import { FRAMES, type LiveWords } from "./words.ts";

interface Props {
	words: LiveWords;
	look: Look | null;
}

/** How the story looks, as the site itself drew it: on a phone, in WeChat, on paper; above it what it lacks. */
export function StoryLook({ words, look }: Props) {
	const [frame, setFrame] = useState<(typeof FRAMES)[number]>("phone");
	const lacking = useRef<HTMLDivElement>(null);
	const room = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		if (!look) return;
		lacking.current?.replaceChildren(...(look.lacking ? [document.importNode(look.lacking, true)] : []));
		room.current?.replaceChildren(drawn(look.article));
	}, [look]);
	return (
		<section class="story-look">
			<h2 class="unseen">{words.lookTitle}</h2>
			<div ref={lacking} />
			<p class="story-turns">
				{FRAMES.map((one) => (
					<button key={one} type="button" class="button quiet" aria-pressed={one === frame} onClick={() => setFrame(one)}>
						{words.frames[one]}
					</button>
				))}
			</p>
			{!look && <p class="soft">{words.lookLater}</p>}
			<div ref={room} class={`story-frame ${frame}`} />
		</section>
	);
}

/** Its ids would be twice on the page, and a link would lead away from what is being written. */
function drawn(article: Element): Element {
	const copy = document.importNode(article, true);
	for (const one of copy.querySelectorAll("[id], [aria-labelledby]")) {
		one.removeAttribute("id");
		one.removeAttribute("aria-labelledby");
	}
	for (const link of copy.querySelectorAll("a")) link.target = "_blank";
	for (const handle of copy.querySelectorAll<HTMLInputElement>(".compare-room input")) followHandle(handle);
	return copy;
}
