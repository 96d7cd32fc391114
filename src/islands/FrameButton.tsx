import { useLayoutEffect, useRef } from "preact/hooks";
import type { Rectangle } from "#domain/photos/types.ts";
import { steered } from "./frames.ts";

interface Props {
	frame: Rectangle;
	label: string;
	/** Just added by the button, so it gets the focus. */
	isFresh: boolean;
	onGrip: (event: PointerEvent) => void;
	onChange: (to: Rectangle) => void;
	onRemove: () => void;
}

/** One frame: moved by pointer or arrows, resized with shift, removed with delete. */
export function FrameButton({ frame, label, isFresh, onGrip, onChange, onRemove }: Props) {
	const button = useRef<HTMLButtonElement>(null);
	useLayoutEffect(() => {
		if (isFresh) button.current?.focus();
	}, [isFresh]);
	const percent = (share: number) => `${share * 100}%`;
	const place = { left: percent(frame.x), top: percent(frame.y), width: percent(frame.width), height: percent(frame.height) };
	const press = (event: KeyboardEvent) => {
		const isGone = event.key === "Delete" || event.key === "Backspace";
		const next = steered(frame, event);
		if (!isGone && !next) return;
		event.preventDefault();
		if (next) onChange(next);
		else onRemove();
	};
	return (
		<button ref={button} type="button" class="redact-frame" style={place} aria-label={label} onPointerDown={onGrip} onKeyDown={press} />
	);
}
