import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	hkdfSync,
	type KeyObject,
	randomBytes,
	timingSafeEqual,
} from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LRUCache } from "lru-cache";
import { env } from "./env.ts";
import { codeFrom } from "./ids.ts";

/** Each purpose has its own key, so that a text sealed for one is never accepted for another. */
type Purpose =
	| "totp"
	| "device"
	| "ballots"
	| "papers"
	| "draws"
	| "receipts"
	| "ballot marks"
	| "kiosk"
	| "flags"
	| "forms"
	| "reports"
	| "pickups";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a text (AES-256-GCM) with this installation's key, so that the database alone does not reveal it. */
export function seal(purpose: Purpose, text: string): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv);
	const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
	return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** Opens what `seal` closed. Throws if the text was changed or the key is another one (a restore without `secret.key`). */
export function unseal(purpose: Purpose, sealed: string): string {
	const bytes = Buffer.from(sealed.slice(VERSION.length + 1), "base64url");
	const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, IV_BYTES));
	decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
	return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** A signature that only this installation can make. */
export function mark(purpose: Purpose, text: string): string {
	return createHmac("sha256", keyFor(purpose)).update(text).digest("base64url");
}

/** A signature in the characters of `randomCode`, five bits each: the same text gives the same code here, and nobody else can work it out. */
export function codeOf(purpose: Purpose, text: string, length: number): string {
	return codeFrom(createHmac("sha256", keyFor(purpose)).update(`code ${text}`).digest(), length);
}

export function isMarked(purpose: Purpose, text: string, given: string): boolean {
	const [own, other] = [Buffer.from(mark(purpose, text)), Buffer.from(given)];
	return own.length === other.length && timingSafeEqual(own, other);
}

/** 32 bytes for one thing (a round). Only this installation can derive them, and always the same ones. */
export function ownKey(purpose: Purpose, thing: string): Buffer {
	return ownSecret(purpose, thing).export();
}

/** Like `ownKey`, as a KeyObject. It is cached, because a vote needs two and deriving one costs more than using it. */
export function ownSecret(purpose: Purpose, thing: string): KeyObject {
	const name = `${env.dataDir} ${purpose} ${thing}`;
	const known = secrets.get(name);
	if (known) return known;
	const secret = createSecretKey(createHmac("sha256", keyFor(purpose)).update(thing).digest());
	secrets.set(name, secret);
	return secret;
}

const secrets = new LRUCache<string, KeyObject>({ max: 500 });
const masters = new Map<string, Buffer>();
const keys = new Map<string, Buffer>();

/** Kept, because each page of somebody signed in is marked as theirs. */
function keyFor(purpose: Purpose): Buffer {
	const name = `${env.dataDir} ${purpose}`;
	const key = keys.get(name) ?? Buffer.from(hkdfSync("sha256", masterKey(), "", `tingyuan ${purpose}`, 32));
	keys.set(name, key);
	return key;
}

function masterKey(): Buffer {
	const file = path.join(env.dataDir, "secret.key");
	const known = masters.get(file);
	if (known) return known;
	const key = makeKey(file) ?? readFileSync(file);
	if (key.length !== 32) throw new Error(`${file} is not a key of 32 bytes`);
	masters.set(file, key);
	return key;
}

// Written to a temporary file and linked, so that of two processes starting together one makes the key and the other reads it whole.
function makeKey(file: string): Buffer | null {
	mkdirSync(path.dirname(file), { recursive: true });
	if (existsSync(file)) return null;
	const aside = `${file}.${process.pid}`;
	const key = randomBytes(32);
	writeFileSync(aside, key, { mode: 0o600, flush: true });
	try {
		linkSync(aside, file);
		return key;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return null;
		throw error;
	} finally {
		unlinkSync(aside);
	}
}
