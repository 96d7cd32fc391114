import { useRef, useState } from "preact/hooks";
import type { Rectangle } from "#domain/photos/types.ts";
import { between, moved, type Point, SMALLEST } from "./frames.ts";

export interface Frame extends Rectangle {
	number: number;
}

/** What the pointer does to a frame, from the point where it went down. */
interface Gesture {
	number: number;
	isNew: boolean;
	frameAt: (to: Point) => Rectangle;
}

/** The frames over one picture, and the one that the pointer draws or moves. */
export function useFrames(given = "[]") {
	const [frames, setFrames] = useState(() => framesIn(given));
	const latest = useRef(frames.length);
	const gesture = useRef<Gesture | null>(null);

	const add = (rectangle: Rectangle): number => {
		latest.current += 1;
		const number = latest.current;
		setFrames((known) => [...known, { ...rectangle, number }]);
		return number;
	};
	const change = (number: number, rectangle: Rectangle) =>
		setFrames((known) => known.map((frame) => (frame.number === number ? { ...rectangle, number } : frame)));
	const removeWhere = (isGone: (frame: Frame) => boolean) => setFrames((known) => known.filter((frame) => !isGone(frame)));

	return {
		frames,
		add,
		change,
		removeWhere,
		draw: (from: Point) => {
			gesture.current = { number: add({ ...from, width: 0, height: 0 }), isNew: true, frameAt: (to) => between(from, to) };
		},
		move: (frame: Frame, from: Point) => {
			gesture.current = { number: frame.number, isNew: false, frameAt: (to) => moved(frame, from, to) };
		},
		follow: (to: Point) => {
			if (gesture.current) change(gesture.current.number, gesture.current.frameAt(to));
		},
		end: () => {
			const ended = gesture.current;
			gesture.current = null;
			if (ended?.isNew) removeWhere(({ number, width, height }) => number === ended.number && (width < SMALLEST || height < SMALLEST));
		},
	};
}

function framesIn(json: string): Frame[] {
	try {
		return JSON.parse(json).map((frame: Rectangle, place: number) => ({ ...frame, number: place + 1 }));
	} catch {
		return [];
	}
}
