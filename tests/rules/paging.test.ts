import { expect, test } from "vitest";
import { cursorOf } from "#domain/paging.ts";
import { forgedCursors } from "#tests/forged.ts";

const wall = cursorOf("wall", "time", "id");
const names = cursorOf("names", "text", "number");

test("what ends one page begins the next", () => {
	const rows = ["a", "b", "c"].map((id, n) => ({ id, at: new Date(1_700_000_000_000 + n) }));
	const { page, next } = wall.cut(rows, 2, ({ at, id }) => [at, id]);
	expect(page.map(({ id }) => id)).toEqual(["a", "b"]);
	expect(next).toMatch(/^[\w-]+$/);
	expect(wall.read(next)).toEqual([rows[1]?.at, "b"]);
	expect(wall.cut(rows, 3, ({ at, id }) => [at, id]).next).toBeNull();
	expect(wall.cut([], 3, () => [new Date(), "x"])).toEqual({ page: [], next: null });
});

test("any text and any number come back as they were", () => {
	for (const text of ["", "0", "院子 😀", "a.b-c_d~e'\"\\", "\n\t"]) {
		const { next } = names.cut([text, ""], 1, (last) => [last, Number.MAX_SAFE_INTEGER]);
		expect(names.read(next)).toEqual([text, Number.MAX_SAFE_INTEGER]);
	}
});

test("what was not made here for this list begins at the top", () => {
	for (const forged of ["", undefined, null, ...forgedCursors("wall")]) expect(wall.read(forged)).toBeUndefined();
	const taken = forgedCursors("names").flatMap((forged) => names.read(forged) ?? []);
	expect(taken).toEqual(["", 1, "'; drop table people; --", 1, "a b", 1]);
});

test("another list's cursor begins at the top", () => {
	const other = cursorOf("album", "time", "id");
	const { next } = wall.cut([1, 2], 1, () => [new Date(1), "abc"]);
	expect(wall.read(next)).toEqual([new Date(1), "abc"]);
	expect(other.read(next)).toBeUndefined();
});
