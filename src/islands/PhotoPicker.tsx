import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { dropKeptPhoto, keepPhoto, takeKeptPhotos } from "./kept-photos.ts";
import { PhotoRow } from "./PhotoRow.tsx";
import { PhotoQueue, type QueuedPhoto, takesPlace } from "./photo-queue.ts";
import { type PhotoWords, saidOf } from "./photo-words.ts";
import { useFollowingForm } from "./use-following-form.ts";

interface Props {
	/** Where photos are sent and removed, one by one; "" = where the form is sent. */
	address: string;
	removal: string;
	submissionId: string;
	/** The mark of whoever the page was made for. */
	reader: string;
	/** How many more photos there is room for. */
	free: number;
	/** Whether the side has no photo yet. */
	isEmpty: boolean;
	/** The form's button sends photos and leads nowhere else. */
	isOwn?: boolean;
	types: string;
	words: PhotoWords;
	/** The plain file input, shown until the script has loaded. */
	children?: ComponentChildren;
	/** The drawn camera. */
	camera?: ComponentChildren;
}

/** Two large buttons and a list instead of the plain file input. Each photo is sent as soon as it is chosen. */
export default function PhotoPicker({
	address,
	removal,
	submissionId,
	reader,
	free,
	isEmpty,
	isOwn = false,
	types,
	words,
	children,
	camera,
}: Props) {
	const place = useRef<HTMLDivElement>(null);
	const [isReady, setReady] = useState(false);
	const [photos, setPhotos] = useState<readonly QueuedPhoto[]>([]);
	const [heard, setHeard] = useState("");
	const queue = useMemo(() => {
		const formsOwn = () => place.current?.closest("form")?.action ?? "";
		return new PhotoQueue(
			() => address || formsOwn(),
			({ number, file }) => keepPhoto({ reader, address, number, file }),
			(all, news) => {
				setPhotos(all);
				if (news) setHeard(saidOf(news, words));
			},
		);
	}, []);
	const isFull = photos.filter(takesPlace).length >= free;
	const isFirst = photos.length === 0 && isEmpty;

	const take = (files: Iterable<File>) => {
		for (const file of [...files].slice(0, free - queue.photos.filter(takesPlace).length)) queue.add(file);
	};
	const drop = (photo: QueuedPhoto) => {
		queue.remove(photo);
		if (photo.state === "kept") dropKeptPhoto({ reader, address, number: photo.number });
		const body = new URLSearchParams({ submissionId: photo.submissionId ?? submissionId, photoId: photo.photoId ?? "" });
		if (photo.photoId) fetch(removal, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
	};
	useLayoutEffect(() => {
		take(place.current?.querySelector<HTMLInputElement>("input[type=file]")?.files ?? []);
		takeKeptPhotos({ reader, address }).then(take);
		setReady(true);
	}, []);
	useFollowingForm(place, { photos, words, isFirst: isReady && isFirst, isOwn, isReady });

	if (!isReady) return <div ref={place}>{children}</div>;
	return (
		<div ref={place}>
			<ul class="on-the-way">
				{photos.map((photo) => (
					<PhotoRow key={photo.number} {...{ photo, words, camera }} onRetry={() => queue.retry(photo)} onRemove={() => drop(photo)} />
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
