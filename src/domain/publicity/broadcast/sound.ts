import { LRUCache } from "lru-cache";
import { Refusal } from "#domain/errors.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { log } from "#platform/log.ts";
import { spoken } from "#platform/voice.ts";

const KEPT_BYTES = 32 * 1024 * 1024;
const kept = new LRUCache<string, Uint8Array>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length });
let isSpeaking = false;

/** How a file of sound begins. */
const KINDS = { wav: /^RIFF/, mp3: /^(ID3|\xff[\xe0-\xff])/, ogg: /^OggS/ };
type SoundKind = keyof typeof KINDS;

export function hasVoice(): boolean {
	return env.voice.length > 0;
}

/**
 * A script as sound. It begins by saying that a machine speaks. Source: 人工智能生成合成内容标识办法 (2025), article 4, of sound: a spoken sign at its
 * beginning, end or middle.
 */
export async function soundOf(script: string): Promise<{ bytes: Uint8Array; kind: SoundKind }> {
	if (!hasVoice()) throw new Refusal("conflict", "broadcast.noVoice");
	const text = `${messagesFor("zh-CN").broadcast.machineSpeaks}\n${script}`;
	const key = sha256(JSON.stringify([env.voice, text]));
	const bytes = kept.get(key) ?? (await spokenOnce(text));
	const kind = (Object.keys(KINDS) as SoundKind[]).find((one) => KINDS[one].test(Buffer.from(bytes.subarray(0, 4)).toString("latin1")));
	if (!kind) throw new Refusal("conflict", "broadcast.voiceFailed");
	kept.set(key, bytes);
	return { bytes, kind };
}

/** One at a time: to speak takes a whole core. */
async function spokenOnce(text: string): Promise<Uint8Array> {
	if (isSpeaking) throw new Refusal("too_many", "broadcast.voiceBusy", { retryAfterSeconds: 20 });
	isSpeaking = true;
	try {
		return await spoken(text);
	} catch (error) {
		log.error({ error: String(error) }, "the voice failed");
		throw new Refusal("conflict", "broadcast.voiceFailed");
	} finally {
		isSpeaking = false;
	}
}
