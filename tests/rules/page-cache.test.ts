import { expect, test } from "vitest";
import { type KeptPage, PageCache, type Rendered } from "#http/page-cache.ts";
import type { Tag } from "#platform/changes.ts";

function cache(limits: { maxBytes?: number; ttlMs?: number } = {}): PageCache {
	return new PageCache({ maxBytes: 1_000_000, ttlMs: 60_000, ...limits });
}

function page(words: string, ...tags: Tag[]): Rendered {
	return { isForAll: true, page: { status: 200, headers: {}, body: { identity: Buffer.from(words) }, tags } };
}

function personal(words: string): Rendered {
	return { isForAll: false, answer: { status: 200, headers: {}, body: { identity: Buffer.from(words) } } };
}

/** Asks for a page; says what came. */
async function ask(kept: PageCache, key: string, render: () => Promise<Rendered> | Rendered): Promise<string> {
	return ((await kept.page(key, async () => render())) as KeptPage).body.identity.toString();
}

function later<T>(): { comes: Promise<T>; come: (value: T) => void; fail: (reason: Error) => void } {
	const { promise, resolve, reject } = Promise.withResolvers<T>();
	return { comes: promise, come: resolve, fail: reject };
}

test("a page is made once and shown again until one of its things changes", async () => {
	const kept = cache();
	expect(await ask(kept, "/", () => page("first", "home", "village:1"))).toBe("first");
	expect(await ask(kept, "/", () => page("second", "home"))).toBe("first");
	kept.drop(["village:2"]);
	expect(await ask(kept, "/", () => page("second", "home"))).toBe("first");
	kept.drop(["village:1"]);
	expect(await ask(kept, "/", () => page("second", "home"))).toBe("second");
});

test("many who ask at once wait for one render", async () => {
	const kept = cache();
	const { comes, come } = later<Rendered>();
	let renders = 0;
	const render = () => {
		renders += 1;
		return comes;
	};
	const asked = Array.from({ length: 50 }, () => ask(kept, "/wall", render));
	come(page("wall", "wall"));
	expect(new Set(await Promise.all(asked))).toEqual(new Set(["wall"]));
	expect(renders).toBe(1);
});

test("an answer made for one person is never handed to another who asked at the same time", async () => {
	const kept = cache();
	const asked = await Promise.all(["bao", "chen", "du"].map((name) => ask(kept, "/sign-in", () => personal(name))));
	expect(asked).toEqual(["bao", "chen", "du"]);
	expect(kept.size.pages).toBe(0);
});

test("a page that was being made while its thing changed is not kept", async () => {
	const kept = cache();
	const { comes, come } = later<Rendered>();
	const early = ask(kept, "/", () => comes);
	kept.drop(["home"]);
	come(page("before the change", "home"));
	expect(await early).toBe("before the change");
	expect(await ask(kept, "/", () => page("after the change", "home"))).toBe("after the change");
});

test("whoever asks after a change does not join a render from before it", async () => {
	const kept = cache();
	const old = later<Rendered>();
	const early = ask(kept, "/", () => old.comes);
	kept.drop(["home"]);
	expect(await ask(kept, "/", () => page("after the change", "home"))).toBe("after the change");
	old.come(page("before the change", "home"));
	await early;
	expect(await ask(kept, "/", () => page("not asked", "home"))).toBe("after the change");
});

test("a render that fails is not remembered, and those who waited try for themselves", async () => {
	const kept = cache();
	const { comes, fail } = later<Rendered>();
	const first = ask(kept, "/", () => comes);
	const second = ask(kept, "/", () => page("well", "home"));
	fail(new Error("the database is busy"));
	await expect(first).rejects.toThrow("busy");
	expect(await second).toBe("well");
});

test("what is kept stays within its bytes, and leaves no tag behind", async () => {
	const kept = cache({ maxBytes: 100_000 });
	for (let number = 0; number < 1000; number++)
		await ask(kept, `/submissions/${number}`, () => page("x".repeat(2000), `submission:${number}`));
	expect(kept.size.bytes).toBeLessThanOrEqual(100_000);
	expect(kept.size.tags).toBe(kept.size.pages);
	await ask(kept, "/huge", () => page("x".repeat(200_000), "wall"));
	kept.drop(["wall"]);
	expect(kept.size.tags).toBe(kept.size.pages);
});

test("a page that wants to be kept for less is made anew sooner than the others", async () => {
	const kept = cache({ ttlMs: 60_000 });
	const short = (words: string): Rendered => {
		const made = page(words, "home");
		return made.isForAll ? { ...made, page: { ...made.page, ttlMs: 1 } } : made;
	};
	await ask(kept, "/short", () => short("first"));
	await ask(kept, "/", () => page("first", "home"));
	await expect.poll(() => ask(kept, "/short", () => short("second"))).toBe("second");
	expect(await ask(kept, "/", () => page("second", "home"))).toBe("first");
});
