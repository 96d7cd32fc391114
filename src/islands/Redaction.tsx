import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Rectangle } from "#domain/photos/types.ts";
import { FrameButton } from "./FrameButton.tsx";
import type { Point } from "./frames.ts";
import { type Frame, useFrames } from "./use-frames.ts";

interface Props {
	words: { grid: string; draw: string; add: string; removeAll: string; frame: string };
	/** The frames of a refused form. */
	given: string | undefined;
	picture?: ComponentChildren;
	/** The grid of cells to tick, shown over the picture until the script has loaded. */
	children?: ComponentChildren;
}

const START: Rectangle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

/** Frames drawn over a picture by pointer or keyboard, instead of the grid. The form sends them as JSON in `rectangles`. */
export default function Redaction({ words, given, picture, children }: Props) {
	const [isReady, setReady] = useState(false);
	const [fresh, setFresh] = useState(0);
	const { frames, add, change, removeWhere, draw, move, follow, end } = useFrames(given);
	const room = useRef<HTMLDivElement>(null);
	const adder = useRef<HTMLButtonElement>(null);
	useLayoutEffect(() => setReady(true), []);

	const grip = (event: PointerEvent, start: (from: Point) => void) => {
		if (event.button !== 0 || !isReady || !room.current) return;
		event.stopPropagation();
		room.current.setPointerCapture(event.pointerId);
		start(pointIn(room, event));
	};
	const remove = (frame: Frame) => {
		const others = room.current?.querySelectorAll<HTMLElement>(".redact-frame:not(:focus)") ?? [];
		([...others].at(-1) ?? adder.current)?.focus();
		removeWhere(({ number }) => number === frame.number);
	};
	const begin = (event: PointerEvent) =>
		grip(event, (from) => {
			event.preventDefault();
			draw(from);
		});
	const look = isReady ? "redact-room is-drawn" : "redact-room";
	const pointer = { onPointerMove: (event: PointerEvent) => follow(pointIn(room, event)), onPointerUp: end, onPointerCancel: end };
	return (
		<>
			<div ref={room} class={look} id="rectangles" onPointerDown={begin} {...pointer}>
				{picture}
				{isReady ? <input type="hidden" name="rectangles" value={JSON.stringify(frames.map(rectangleOf))} /> : children}
				{(isReady ? frames : []).map((frame, place) => (
					<FrameButton
						key={frame.number}
						frame={frame}
						label={words.frame.replace("0", String(place + 1))}
						isFresh={frame.number === fresh}
						onGrip={(event) => grip(event, (from) => move(frame, from))}
						onChange={(to) => change(frame.number, to)}
						onRemove={() => remove(frame)}
					/>
				))}
			</div>
			<p class="small soft">{isReady ? words.draw : words.grid}</p>
			{isReady && <Tools words={words} adder={adder} onAdd={() => setFresh(add(START))} onRemoveAll={() => removeWhere(() => true)} />}
		</>
	);
}

interface ToolsProps extends Pick<Props, "words"> {
	adder: RefObject<HTMLButtonElement>;
	onAdd: () => void;
	onRemoveAll: () => void;
}

function Tools({ words, adder, onAdd, onRemoveAll }: ToolsProps) {
	return (
		<p class="row">
			<button ref={adder} type="button" class="button secondary" onClick={onAdd}>
				{words.add}
			</button>
			<button type="button" class="button quiet" onClick={onRemoveAll}>
				{words.removeAll}
			</button>
		</p>
	);
}

function rectangleOf({ x, y, width, height }: Frame): Rectangle {
	return { x, y, width, height };
}

/** The pointer's place in the picture, as fractions. */
function pointIn({ current }: RefObject<HTMLElement>, { clientX, clientY }: PointerEvent): Point {
	const { left, top, width, height } = current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
	const share = (at: number, length: number) => Math.min(1, Math.max(0, at / length));
	return { x: share(clientX - left, width), y: share(clientY - top, height) };
}
