import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isSettled, PhotoQueue, type QueuedPhoto } from "./photo-queue.ts";
import { type PhotoWords, saidOf } from "./photo-words.ts";

interface Props {
	/** Where photos are sent, one by one, and where one is taken out again. */
	address: string;
	removal: string;
	submissionId: string;
	/** How many more there is room for. */
	free: number;
	/** None is there yet. */
	isEmpty: boolean;
	types: string;
	words: PhotoWords & Record<"take" | "choose" | "retry" | "remove" | "full" | "stillSending" | "next", string>;
	/** The plain file input, which stands here until the script has come. */
	children?: ComponentChildren;
	/** The drawn camera. */
	camera?: ComponentChildren;
}

/** Two large buttons and a list in the place of the plain file input; each photo sets off as soon as it is chosen. */
export default function PhotoPicker({ address, removal, submissionId, free, isEmpty, types, words, children, camera }: Props) {
	const place = useRef<HTMLDivElement>(null);
	const [isReady, setReady] = useState(false);
	const [photos, setPhotos] = useState<readonly QueuedPhoto[]>([]);
	const [heard, setHeard] = useState("");
	const queue = useMemo(() => {
		return new PhotoQueue(address, (all, news) => {
			setPhotos(all);
			if (news) setHeard(saidOf(news, words));
		});
	}, []);
	const isFull = photos.length >= free;
	const isFirst = photos.length === 0 && isEmpty;

	const take = (files: Iterable<File>) => {
		for (const file of [...files].slice(0, free - queue.photos.length)) queue.add(file);
	};
	const drop = (photo: QueuedPhoto) => {
		queue.remove(photo);
		const body = new URLSearchParams({ submissionId, photoId: photo.photoId ?? "" });
		if (photo.photoId) fetch(removal, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
	};
	useLayoutEffect(() => {
		take(place.current?.querySelector<HTMLInputElement>("input[type=file]")?.files ?? []);
		setReady(true);
	}, []);
	useFollowingForm(place, { photos, words, isFirst: isReady && isFirst });

	if (!isReady) return <div ref={place}>{children}</div>;
	return (
		<div ref={place}>
			<ul class="on-the-way">
				{photos.map((photo) => (
					<Row key={photo.number} {...{ photo, words, camera }} onRetry={() => queue.retry(photo)} onRemove={() => drop(photo)} />
				))}
			</ul>
			<div class="pick">
				<Chooser isStrong={isFirst} capture="environment" accept={types} disabled={isFull} onFiles={take}>
					{camera}
					{words.take}
				</Chooser>
				<Chooser multiple accept={types} disabled={isFull} onFiles={take}>
					{words.choose}
				</Chooser>
			</div>
			{isFull && <p class="soft">{words.full}</p>}
			<p class="unseen" role="status">
				{heard}
			</p>
		</div>
	);
}

interface ChooserProps extends Pick<InputHTMLAttributes, "accept" | "capture" | "disabled" | "multiple"> {
	isStrong?: boolean;
	onFiles: (files: Iterable<File>) => void;
	children: ComponentChildren;
}

function Chooser({ isStrong, onFiles, children, ...input }: ChooserProps) {
	const takeFrom = (field: HTMLInputElement) => {
		onFiles(field.files ?? []);
		field.value = "";
	};
	return (
		<label class={isStrong ? "button" : "button secondary"}>
			<input type="file" class="unseen" {...input} onChange={({ currentTarget }) => takeFrom(currentTarget)} />
			{children}
		</label>
	);
}

interface RowProps extends Pick<Props, "words" | "camera"> {
	photo: QueuedPhoto;
	onRetry: () => void;
	onRemove: () => void;
}

function Row({ photo, words, camera, onRetry, onRemove }: RowProps) {
	const { state, file, sent, total } = photo;
	// The photo at once, from the phone itself; one that it cannot show (HEIC) keeps the drawn camera.
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

interface Following extends Pick<Props, "words"> {
	photos: readonly QueuedPhoto[];
	isFirst: boolean;
}

/** The form that is sent off while photos are on the way follows them; its button says how many, and stands back while none is there. */
function useFollowingForm(place: { current: HTMLElement | null }, { photos, words, isFirst }: Following): void {
	const [isLeaving, setLeaving] = useState(false);
	const left = photos.filter((photo) => !isSettled(photo)).length;
	useEffect(() => {
		const form = place.current?.closest("form");
		const leave = (event: Event) => {
			if (left === 0) return;
			event.preventDefault();
			setLeaving(true);
		};
		form?.addEventListener("submit", leave);
		return () => form?.removeEventListener("submit", leave);
	}, [left]);
	useLayoutEffect(() => {
		const form = place.current?.closest("form");
		const button = form?.querySelector("button:not([type=button])");
		if (!form || !button) return;
		button.classList.toggle("secondary", isFirst);
		button.textContent = isLeaving && left > 0 ? words.stillSending.replace("{count}", String(left)) : words.next;
		if (!isLeaving || left > 0) return;
		setLeaving(false);
		if (photos.every(({ state }) => state === "done")) form.submit();
	}, [photos, isLeaving, isFirst]);
}
