import { zipSync } from "fflate";
import type { Viewer } from "#domain/accounts/types.ts";
import { issue } from "#domain/consents/issue.ts";
import { Refusal } from "#domain/errors.ts";
import type { Picture } from "#domain/photos/types.ts";
import type { Messages } from "#i18n/messages.ts";
import { sha256 } from "#platform/hash.ts";
import { type Article, articleHtml, articlePage } from "./article-html.ts";
import { asIssued } from "./as-issued.ts";
import { FORMATS, type FormatName } from "./formats.ts";
import { bytesOf } from "./pictures.ts";
import { made } from "./press.ts";
import type { Source } from "./sources.ts";
import type { ToldStory } from "./story-told.ts";
import { thingOrder } from "./thing-order.ts";

export interface Telling {
	source: Source & { story: ToldStory };
	words: Messages["publicity"]["print"];
	owner: string;
	/** The day of the story, as it is printed. */
	day: string;
}

const CODE_WIDTH = 360;
const PICTURE_WIDTH = 1080;
const COVERS: FormatName[] = ["cover", "square"];

/** 发出: with the consent to WeChat of everybody in it. */
export async function issueArticle({ by, at, ...telling }: Telling & { by: Viewer; at: Date }): Promise<{ token: string }> {
	const { subject } = telling.source;
	const kind = { kind: "article", design: "article", channel: "wechat" } as const;
	return issue({ subject, ...kind, contentHash: hashOf(telling), by, at });
}

/** Of all that it says and shows, but for its own address. */
function hashOf(telling: Telling): string {
	return sha256(
		`${telling.source.title}\n${articleHtml({ ...partsOf(telling, { token: "", address: "", code: "" }), addressOf: jpegOf })}`,
	);
}

interface Leading {
	/** Empty as long as it is not issued. */
	token: string;
	origin: string;
	/** As an office of this name tells it, otherwise the reader's own. */
	by: (owner?: string) => Promise<Telling>;
}

async function issuedTelling({ token, by }: Leading): Promise<Telling> {
	const { telling } = await asIssued(token, async (owner) => {
		const telling = await by(owner);
		return { telling, contentHash: hashOf(telling) };
	});
	return telling;
}

/** The text with the addresses of its pictures, as it is looked at and copied. */
export async function articleText({ token, origin, by }: Leading) {
	const telling = token ? await issuedTelling({ token, origin, by }) : await by();
	const address = token ? `${origin}/q/${token}` : origin + telling.source.path;
	const code = `data:image/png;base64,${Buffer.from(await codeFor(address)).toString("base64")}`;
	const text = articleHtml({ ...partsOf(telling, { token, address, code }), addressOf: (picture) => origin + jpegOf(picture) });
	return { text, title: telling.source.title, sample: token ? "" : telling.words.sample };
}

/** All that goes into WeChat: the text, its pictures, two covers, its code, and what is typed beside it. */
export async function articleFile(leading: Leading) {
	const { token, origin } = leading;
	const telling = await issuedTelling(leading);
	const address = `${origin}/q/${token}`;
	const { source, words } = telling;
	const { pictures, nameOf } = await picturesOf(telling.source.story);
	const text = articleHtml({ ...partsOf(telling, { token, address, code: "code.png" }), addressOf: nameOf });
	const page = articlePage(text, { title: source.title, sample: "" });
	const beside = [source.title, source.story.summary, ...source.story.credits, words.number({ token }), address];
	const files = {
		...{ "article.html": Buffer.from(page), "article.txt": Buffer.from(`${beside.join("\r\n\r\n")}\r\n`) },
		...{ ...pictures, ...(await coversOf(telling, address)), "code.png": await codeFor(address) },
	};
	// Pictures are as small as they get.
	return { bytes: zipSync(files, { level: 0, mtime: source.story.publishedAt }), title: source.title };
}

function partsOf(
	{ source: { story }, words, owner, day }: Telling,
	{ token, address, code }: { token: string; address: string; code: string },
): Omit<Article, "addressOf"> {
	const { before, after, storyAt, articleFoot, number, original } = words;
	const end = { foot: articleFoot({ owner }), number: number({ token }), original, address, codeAddress: code };
	return { story, at: storyAt({ place: story.place, day }), labels: { before, after }, end };
}

function jpegOf({ sources }: Picture): string {
	const known = sources.filter(({ format }) => format === "jpeg");
	return (known.find(({ width }) => width >= PICTURE_WIDTH) ?? known.at(-1))?.url ?? "";
}

/** Each picture of the text once, numbered as they come. */
async function picturesOf({ lead, parts }: ToldStory) {
	const shown = [lead, ...parts].flatMap((part) => (part?.kind === "pictures" ? part.pictures : []));
	const names = new Map<string, string>();
	const pictures: Record<string, Uint8Array> = {};
	for (const { picture } of shown) {
		if (names.has(picture.photoId)) continue;
		const bytes = await bytesOf(picture, PICTURE_WIDTH);
		// The files of a picture go when it is taken back.
		if (!bytes) throw new Refusal("conflict", "publicity.noPictures");
		const name = `pictures/${String(names.size + 1).padStart(2, "0")}.jpg`;
		names.set(picture.photoId, name);
		pictures[name] = bytes;
	}
	return { pictures, nameOf: ({ photoId }: Picture) => names.get(photoId) ?? "" };
}

async function coversOf({ source, words, owner }: Telling, address: string): Promise<Record<string, Uint8Array>> {
	const thing = { source, maker: "wechat", design: "cover", title: source.title, words, owner, address } as const;
	const covers = await Promise.all(
		COVERS.map(async (format) => {
			const { width, height } = FORMATS[format];
			return [`covers/${width}x${height}.png`, (await made(await thingOrder({ ...thing, format }))).bytes] as const;
		}),
	);
	return Object.fromEntries(covers);
}

async function codeFor(address: string): Promise<Uint8Array> {
	const size = { width: CODE_WIDTH, height: CODE_WIDTH, bleed: 0, marks: 0 };
	const { bytes } = await made({ design: "code", size, content: { title: "" }, code: { address, label: "" }, as: { width: CODE_WIDTH } });
	return bytes;
}
