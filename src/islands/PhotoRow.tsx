import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { isSettled, type QueuedPhoto } from "./photo-queue.ts";
import { type PhotoWords, saidOf } from "./photo-words.ts";

interface Props {
	photo: QueuedPhoto;
	words: PhotoWords;
	camera: ComponentChildren;
	onRetry: () => void;
	onRemove: () => void;
}

/** A photo being sent: its picture, its progress and its buttons. */
export function PhotoRow({ photo, words, camera, onRetry, onRemove }: Props) {
	const { state, file, sent, total } = photo;
	// Shows the photo at once, from the phone itself. If the phone cannot show it (HEIC), the drawn camera stays.
	const picture = useMemo(() => URL.createObjectURL(file), [file]);
	const [isShown, setShown] = useState(false);
	const settle = (isSeen: boolean) => {
		setShown(isSeen);
		URL.revokeObjectURL(picture);
	};
	return (
		<li data-state={state}>
			<span class="on-the-way-picture">
				{camera}
				<img alt="" src={picture} hidden={!isShown} onLoad={() => settle(true)} onError={() => settle(false)} />
			</span>
			<div>
				<p>{saidOf(photo, words)}</p>
				{!isSettled(photo) && <progress max={total || 1} value={state === "checking" ? total || 1 : sent} />}
				{(state === "kept" || state === "signedOut") && (
					<a class="button secondary" href={location.pathname + location.search}>
						{words.signIn}
					</a>
				)}
				{state === "failed" && (
					<button type="button" class="button quiet" onClick={onRetry}>
						{words.retry}
					</button>
				)}
				{!["shrinking", "sending", "checking"].includes(state) && (
					<button type="button" class="button quiet" onClick={onRemove}>
						{words.remove}
					</button>
				)}
			</div>
		</li>
	);
}
