import { MOST_BLOCKS } from "#domain/stories/types.ts";
import { type Blocks, isBlank } from "./blocks.ts";
import { leaveNote } from "./note.ts";
import { type Pasted, piecesIn } from "./pasted.ts";
import type { LiveWords } from "./words.ts";

interface Pasting {
	blocks: Blocks;
	words: LiveWords;
	changed: (heard: string) => void;
}

/** What comes from Word, WPS or a page becomes blocks; a few words go where the caret is. */
export function takePastes(form: HTMLFormElement, pasting: Pasting): void {
	form.addEventListener("paste", (event) => {
		const field = event.target;
		const block = field instanceof HTMLElement ? field.closest<HTMLElement>("[data-block]") : null;
		if (!block || !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || !event.clipboardData) return;
		const html = event.clipboardData.getData("text/html");
		const text = event.clipboardData.getData("text/plain");
		if (!html && !/\n\s*\n/.test(text)) return;
		event.preventDefault();
		void take({ html, text, field, block }, pasting);
	});
}

interface Place {
	html: string;
	text: string;
	field: HTMLTextAreaElement | HTMLInputElement;
	block: HTMLElement;
}

async function take({ html, text, field, block }: Place, { blocks, words, changed }: Pasting): Promise<void> {
	const note = leaveNote(block);
	const onShare = (percent: number) => note.say(words.pasting.replace("{percent}", String(percent)));
	const pasted = await piecesIn({ html, text, words: words.paste, onShare });
	if (!pasted || pasted.pieces.length + blocks.all.length > MOST_BLOCKS) return note.say(words.tooLarge);
	const [only] = pasted.pieces;
	const left = pasted.pictures > 0 ? words.pictures.replace("{count}", String(pasted.pictures)) : "";
	if (pasted.pieces.length <= 1 && (only?.kind ?? "paragraph") === "paragraph" && field.name.startsWith("text-")) {
		field.setRangeText(only?.text ?? "", field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
		if (left) note.say(left);
		else note.remove();
		return changed(left);
	}
	const undo = put(pasted, block, blocks);
	const told = words.pasted.replace("{count}", String(pasted.pieces.length)) + left;
	note.say(told, {
		label: words.undo,
		act: () => {
			undo();
			changed("");
		},
	});
	changed(told);
}

/** After the block in which the caret is, or in its place if nothing stands there. */
function put({ pieces }: Pasted, block: HTMLElement, blocks: Blocks): () => void {
	let last = block;
	const added = pieces.map((piece) => {
		last = blocks.add(piece, last);
		return last;
	});
	const isReplaced = isBlank(block) && added.length > 0;
	if (isReplaced) block.remove();
	return () => {
		if (isReplaced) added[0]?.before(block);
		for (const one of added) one.remove();
	};
}
