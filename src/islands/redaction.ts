import type { Rectangle } from "#domain/photos/types.ts";

/** Frames drawn over a picture by pointer or keyboard, instead of the grid of cells. The form sends them as JSON in `rectangles`. */
const room = document.querySelector<HTMLElement>(".redact-room");
const tools = document.querySelector<HTMLTemplateElement>("#redact-tools");
const STEP = 0.01;
const SMALLEST = 0.015;
const START: Rectangle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };
const frames = new Map<HTMLElement, Rectangle>();
const sent = Object.assign(document.createElement("input"), { type: "hidden", name: "rectangles" });

if (room && tools) {
	room.querySelector(".redact-grid")?.remove();
	document.querySelector(".redact-how")?.remove();
	room.after(tools.content);
	room.append(sent);
	room.classList.add("is-drawn");
	room.addEventListener("pointerdown", draw);
	document.querySelector("[data-add]")?.addEventListener("click", () => addFrame({ ...START }).focus());
	document.querySelector("[data-remove-all]")?.addEventListener("click", () => [...frames.keys()].forEach(remove));
}

function draw(event: PointerEvent): void {
	if (!room || event.button !== 0 || frames.has(event.target as HTMLElement)) return;
	event.preventDefault();
	const from = placeOf(event);
	const frame = addFrame({ ...from, width: 0, height: 0 });
	follow(
		event,
		(to) => show(frame, between(from, to)),
		() => {
			const { width, height } = frames.get(frame) as Rectangle;
			if (width < SMALLEST || height < SMALLEST) remove(frame);
		},
	);
}

function addFrame(rectangle: Rectangle): HTMLElement {
	const frame = document.createElement("button");
	frame.type = "button";
	frame.className = "redact-frame";
	frame.setAttribute("aria-label", (room?.dataset["frameWords"] ?? "").replace("0", String(frames.size + 1)));
	frame.addEventListener("pointerdown", move);
	frame.addEventListener("keydown", steer);
	room?.append(frame);
	show(frame, rectangle);
	return frame;
}

function move(event: PointerEvent): void {
	if (event.button !== 0) return;
	const frame = event.currentTarget as HTMLElement;
	const start = frames.get(frame) as Rectangle;
	const from = placeOf(event);
	event.stopPropagation();
	follow(event, (to) => show(frame, within({ ...start, x: start.x + to.x - from.x, y: start.y + to.y - from.y })));
}

const ARROWS: Record<string, [number, number]> = {
	ArrowLeft: [-STEP, 0],
	ArrowRight: [STEP, 0],
	ArrowUp: [0, -STEP],
	ArrowDown: [0, STEP],
};

function steer(event: KeyboardEvent): void {
	const frame = event.currentTarget as HTMLElement;
	const { x, y, width, height } = frames.get(frame) as Rectangle;
	const [right, down] = ARROWS[event.key] ?? [0, 0];
	if (event.key === "Delete" || event.key === "Backspace") remove(frame);
	else if (right === 0 && down === 0) return;
	else if (event.shiftKey)
		show(frame, within({ x, y, width: Math.max(SMALLEST, width + right), height: Math.max(SMALLEST, height + down) }));
	else show(frame, within({ x: x + right, y: y + down, width, height }));
	event.preventDefault();
}

function remove(frame: HTMLElement): void {
	const hadFocus = document.activeElement === frame;
	frames.delete(frame);
	frame.remove();
	if (hadFocus) ([...frames.keys()].at(-1) ?? document.querySelector<HTMLElement>("[data-add]"))?.focus();
	keep();
}

function show(frame: HTMLElement, rectangle: Rectangle): void {
	frames.set(frame, rectangle);
	const percent = (share: number) => `${share * 100}%`;
	Object.assign(frame.style, {
		left: percent(rectangle.x),
		top: percent(rectangle.y),
		width: percent(rectangle.width),
		height: percent(rectangle.height),
	});
	keep();
}

function keep(): void {
	sent.value = JSON.stringify([...frames.values()]);
}

function follow(event: PointerEvent, moved: (to: { x: number; y: number }) => void, ended: () => void = () => undefined): void {
	const { pointerId } = event;
	room?.setPointerCapture(pointerId);
	const step = (next: PointerEvent) => moved(placeOf(next));
	const end = () => {
		room?.removeEventListener("pointermove", step);
		ended();
	};
	room?.addEventListener("pointermove", step);
	for (const last of ["pointerup", "pointercancel"]) room?.addEventListener(last, end, { once: true });
}

/** Where the pointer is in the picture, as fractions. */
function placeOf({ clientX, clientY }: PointerEvent): { x: number; y: number } {
	const { left, top, width, height } = (room as HTMLElement).getBoundingClientRect();
	const share = (at: number, length: number) => Math.min(1, Math.max(0, at / length));
	return { x: share(clientX - left, width), y: share(clientY - top, height) };
}

function between(from: { x: number; y: number }, to: { x: number; y: number }): Rectangle {
	return {
		x: Math.min(from.x, to.x),
		y: Math.min(from.y, to.y),
		width: Math.abs(to.x - from.x),
		height: Math.abs(to.y - from.y),
	};
}

/** Pushed back into the picture where it would leave it. */
function within({ x, y, width, height }: Rectangle): Rectangle {
	const [w, h] = [Math.min(1, width), Math.min(1, height)];
	return { x: Math.min(1 - w, Math.max(0, x)), y: Math.min(1 - h, Math.max(0, y)), width: w, height: h };
}
