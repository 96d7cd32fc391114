import type { Desk, DeskState } from "./desk.ts";
import type { Saving } from "./draft-keeper.ts";
import type { LiveWords } from "./words.ts";

interface SavedProps {
	words: LiveWords;
	saving: Saving;
	savedAt: string;
}

/** The quiet line: where the words are now. */
export function StorySaved({ words, saving: { state, message }, savedAt }: SavedProps) {
	if (state === "refused" && message)
		return (
			<p class="wrong">
				{message} <a href={location.pathname}>{words.seeBoth}</a>
			</p>
		);
	if (state === "signedOut")
		return (
			<p class="wrong">
				{words.signedOut} <a href={location.pathname}>{words.signIn}</a>
			</p>
		);
	const said =
		state === "untouched" ? "" : state === "saved" ? words.saved.replace("{time}", savedAt) : words[state === "refused" ? "busy" : state];
	return (
		<p class="soft small" data-saving={state}>
			{said}
		</p>
	);
}

interface CopiesProps extends Pick<DeskState, "copies"> {
	words: LiveWords;
	desk: Desk | undefined;
}

/** The text of this device and the site's, side by side, until somebody chooses. */
export function StoryCopies({ words, copies, desk }: CopiesProps) {
	return (
		<section class="message">
			<p>{words.twoCopies}</p>
			{copies.map(({ label, here, server }) => (
				<div class="story-sides" key={label}>
					<h3>{label}</h3>
					<div>
						<h4>{words.here}</h4>
						<p lang="zh-CN">{here || words.nothing}</p>
					</div>
					<div>
						<h4>{words.server}</h4>
						<p lang="zh-CN">{server || words.nothing}</p>
					</div>
				</div>
			))}
			<p class="row">
				<button type="button" class="button" onClick={desk?.useHere}>
					{words.useHere}
				</button>
				<button type="button" class="button secondary" onClick={desk?.useServers}>
					{words.useServers}
				</button>
			</p>
		</section>
	);
}
