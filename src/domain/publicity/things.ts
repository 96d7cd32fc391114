import type { Viewer } from "#domain/accounts/types.ts";
import { issue } from "#domain/consents/issue.ts";
import type { Channel } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import { type Album, albumOrder } from "./album.ts";
import { asIssued } from "./as-issued.ts";
import { FORMATS } from "./formats.ts";
import { hashOf, made, type Order } from "./press.ts";
import { type Thing, thingOrder } from "./thing-order.ts";

const PREVIEW = { width: 720, small: 320 };

/** As it will look: a picture with a word across, which nobody hangs. */
export async function preview(order: Order, { word, isSmall = false, page = 1 }: { word: string; isSmall?: boolean; page?: number }) {
	const { width, height } = order.size;
	const wide = Math.round(width > height ? PREVIEW.width * 1.4 : PREVIEW.width);
	const as = { width: isSmall ? PREVIEW.small : wide };
	const { bytes } = await made({ ...order, as, sample: word, content: { ...order.content, only: page } });
	return bytes;
}

interface Issuing {
	thing: Omit<Thing, "address">;
	channel: Channel;
	by: Viewer;
	at: Date;
}

/** 发出: what everybody on it agreed to, made once before, so that nothing is issued that cannot be printed. */
export async function issueThing({ thing, channel, by, at }: Issuing): Promise<{ issuedId: string; token: string }> {
	const { source, maker, design, format } = thing;
	if (FORMATS[format].unit === "mm") requirePaper(channel);
	const order = await thingOrder({ ...thing, address: "" });
	await made(order);
	const kind = { kind: maker, design: `${design}-${format}` };
	return issue({ subject: source.subject, ...kind, channel, contentHash: hashOf(order), by, at });
}

/** A yes to this site is none to paper, which nobody takes back. */
function requirePaper(channel: Channel): void {
	if (channel === "site") throw new Refusal("invalid", "publicity.noPaperForSite", { field: "channel" });
}

interface Issued<What> {
	token: string;
	origin: string;
	/** What it is of, as an office of this name makes it, of a place of this level. */
	by: (owner: string, level: RegionLevel) => Promise<What>;
}

/** The file of what was issued, with the address of its own. */
export async function issuedFile({ token, origin, by }: Issued<Omit<Thing, "address">>) {
	const { thing, order } = await asIssued(token, async (owner, level) => {
		const thing = await by(owner, level);
		const order = await thingOrder({ ...thing, address: `${origin}/q/${token}` });
		return { thing, order, contentHash: hashOf(order) };
	});
	const { bytes } = await made(order);
	return { bytes, thing, extension: FORMATS[thing.format].unit === "mm" ? ("pdf" as const) : ("png" as const) };
}

interface IssuingAlbum {
	album: Omit<Album, "address">;
	/** Of whom it tells. */
	regionId: string;
	channel: Channel;
	by: Viewer;
	at: Date;
}

/** 图册: everybody in it agreed. */
export async function issueAlbum({ album, regionId, channel, by, at }: IssuingAlbum): Promise<{ token: string }> {
	requirePaper(channel);
	const order = await albumOrder({ ...album, address: "" });
	await made(order);
	const shows = album.pairs.map(({ submissionId }) => `submission:${submissionId}` as const);
	return issue({ subject: `region:${regionId}`, shows, kind: "album", design: "album-a4", channel, contentHash: hashOf(order), by, at });
}

export async function albumFile({ token, origin, by }: Issued<Omit<Album, "address">>) {
	const { album, order } = await asIssued(token, async (owner, level) => {
		const album = await by(owner, level);
		const order = await albumOrder({ ...album, address: `${origin}/q/${token}` });
		return { album, order, contentHash: hashOf(order) };
	});
	return { bytes: (await made(order)).bytes, title: album.title };
}
