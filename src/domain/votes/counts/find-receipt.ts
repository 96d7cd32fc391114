import { createReadStream } from "node:fs";
import { LRUCache } from "lru-cache";
import { typedCode } from "#domain/text.ts";
import { isReceipt, receiptHash } from "../ballots/receipts.ts";
import { countOf } from "./counted.ts";
import { LISTS_BEGIN } from "./file.ts";
import { publishedFile } from "./published-file.ts";

const HASH_BYTES = 16;
const LISTED = /\["([0-9a-f]{32})",\d+\]/g;
// 3 MB for a county of 200,000 households; a count never changes.
const lists = new LRUCache<string, Promise<Buffer>>({ max: 8 });

/** Whether the ballot of a receipt is in the published file; null while nothing is counted. No household is looked up for it. */
export async function isReceiptCounted(roundId: string, typed: string): Promise<boolean | null> {
	const count = await countOf(roundId);
	if (!count) return null;
	const receipt = typedCode(typed);
	if (!isReceipt(receipt)) return false;
	const list = await listOf(roundId, count.sha256);
	return holds(list, Buffer.from(receiptHash(roundId, receipt), "hex"));
}

/** Read once, however many ask at once. */
function listOf(roundId: string, sha256: string): Promise<Buffer> {
	const begun = lists.get(sha256);
	if (begun) return begun;
	const reading = readList(roundId, sha256);
	lists.set(sha256, reading);
	reading.catch(() => lists.delete(sha256));
	return reading;
}

/** The hashes of the file's receipts one behind the other, in the file's rising order. As they stream in, others get their turn. */
async function readList(roundId: string, sha256: string): Promise<Buffer> {
	const file = await publishedFile(roundId, sha256);
	if (!file) throw new Error(`round ${roundId} has no count ${sha256}`);
	const found: Buffer[] = [];
	let [unread, isInList] = ["", false];
	for await (const chunk of createReadStream(file.plain.path, "latin1")) {
		unread += chunk;
		if (!isInList) unread = unread.slice(Math.max(0, unread.indexOf(LISTS_BEGIN)));
		isInList ||= unread.startsWith(LISTS_BEGIN);
		if (!isInList) continue;
		const whole = unread.lastIndexOf("]") + 1;
		found.push(hashesIn(unread.slice(0, whole)));
		unread = unread.slice(whole);
		if (unread.includes("slips")) break;
	}
	return Buffer.concat(found);
}

function hashesIn(text: string): Buffer {
	return Buffer.from([...text.matchAll(LISTED)].map(([, hash]) => hash).join(""), "hex");
}

function holds(list: Buffer, hash: Buffer): boolean {
	let [low, high] = [0, list.length / HASH_BYTES];
	while (low < high) {
		const middle = (low + high) >> 1;
		const order = hash.compare(list, middle * HASH_BYTES, (middle + 1) * HASH_BYTES);
		if (order === 0) return true;
		if (order < 0) high = middle;
		else low = middle + 1;
	}
	return false;
}
