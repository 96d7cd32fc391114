import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { setImmediate as breathe } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import type { Asked } from "#http/asked.ts";
import { Hits } from "#http/hits.ts";
import { type KeptPage, PageCache } from "#http/page-cache.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function asking(): Pick<Asked, "req" | "res" | "origin"> {
	const req = new IncomingMessage(new Socket());
	return { req, res: new ServerResponse(req), origin: "http://localhost" };
}

test("an answer that is kept by its words holds no page in memory that the page cache gave up", async () => {
	const kept = new PageCache({ maxBytes: 1_000_000, ttlMs: 60_000 });
	const hits = new Hits(kept);
	const made = async (key: string) => {
		const body = { identity: Buffer.from(`a page of the wall ${key}`) };
		return (await kept.page(key, async () => ({ isForAll: true, page: { status: 200, headers: {}, body, tags: ["wall"] } }))) as KeptPage;
	};
	const remembered = async (key: string) => {
		const page = await made(key);
		hits.remember(key, asking() as Asked, page);
		return new WeakRef(page);
	};
	const [wall, other] = [await remembered("/wall"), await remembered("/wall?after=1")];
	const { req, res } = asking();
	expect(hits.answer("/wall", req, res)).toBe(true);
	kept.drop(["wall"]);
	expect(hits.answer("/wall?after=1", req, res)).toBe(false);
	await breathe();
	collectGarbage();
	expect([wall.deref(), other.deref()]).toEqual([undefined, undefined]);
});

test("a page that is over its time is not given again", async () => {
	vi.useFakeTimers({ toFake: ["performance"] });
	const kept = new PageCache({ maxBytes: 1_000_000, ttlMs: 60_000 });
	const hits = new Hits(kept);
	const page = { status: 200, headers: {}, body: { identity: Buffer.from("a page") }, tags: ["wall" as const], ttlMs: 30_000 };
	hits.remember("/wall", asking() as Asked, await kept.page("/wall", async () => ({ isForAll: true, page })));
	const { req, res } = asking();
	expect(hits.answer("/wall", req, res)).toBe(true);
	vi.advanceTimersByTime(29_999);
	expect(hits.answer("/wall", req, asking().res)).toBe(true);
	vi.advanceTimersByTime(1);
	expect(hits.answer("/wall", req, asking().res)).toBe(false);
});
