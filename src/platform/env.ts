import { isIP } from "node:net";
import path from "node:path";

/** Settings of the machine for this process. What people may change is in the `settings` table. */
export const env = {
	/** The folder of this installation's database, pictures and secrets. */
	get dataDir(): string {
		return path.resolve(process.env["DATA_DIR"] ?? ".data");
	},
	get databaseFile(): string {
		return path.join(this.dataDir, "tingyuan.db");
	},
	get port(): number {
		return Number(process.env["PORT"] || 4321);
	},
	get host(): string {
		return process.env["HOST"] || "127.0.0.1";
	},
	/** The public address, e.g. https://tingyuan.example.gov.cn: printed on door codes, and compared with the Origin of each change. */
	get origin(): string | undefined {
		const given = process.env["ORIGIN"];
		return given ? originIn(given) : undefined;
	},
	/** How many reverse proxies in front are trusted to say where a request comes from. */
	get trustedProxies(): number {
		return Number(process.env["TRUSTED_PROXIES"] || 0);
	},
	/** A command and its arguments that read a text and write it as sound; none: loudspeaker scripts are read by people. */
	get voice(): string[] {
		return (process.env["VOICE"] ?? "").split(" ").filter(Boolean);
	},
};

export type Setting = "DATA_DIR" | "PORT" | "HOST" | "ORIGIN" | "TRUSTED_PROXIES" | "LOG_LEVEL" | "VOICE";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

const RULES: Record<Setting, (given: string) => boolean> = {
	// "" would be the folder of the program; nothing but a shell knows what ~ and quotes are.
	DATA_DIR: (given) => given !== "" && given === given.trim() && !/^["'~]|^\w{2,}:/.test(given),
	PORT: (given) => given === "" || (/^\d{1,5}$/.test(given) && Number(given) < 65_536),
	HOST: (given) => given === "" || isIP(given) > 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(given),
	ORIGIN: (given) => given === "" || originIn(given) !== undefined,
	TRUSTED_PROXIES: (given) => given === "" || /^\d$/.test(given),
	LOG_LEVEL: (given) => given === "" || LOG_LEVELS.includes(given),
	// No shell is asked, so what only a shell understands would be taken as a name.
	VOICE: (given) => /^[^\s"'`$|;&<>]*( +[^\s"'`$|;&<>]+)*$/.test(given),
};

/** The settings that cannot mean what they say. The log's level is the only one that is used all the same. */
export function faultySettings(given: NodeJS.ProcessEnv = process.env): Setting[] {
	return (Object.keys(RULES) as Setting[]).filter((name) => !RULES[name](given[name] ?? (name === "DATA_DIR" ? ".data" : "")));
}

/** The site itself speaks no TLS, so something in front does where the address is not one of http (one without a scheme will become https). Without its word on who asks, all people share one address, and one person's wrong PINs shut everybody out. */
export function lacksProxies({ ORIGIN, TRUSTED_PROXIES }: NodeJS.ProcessEnv = process.env): boolean {
	return !TRUSTED_PROXIES && Boolean(ORIGIN) && !/^http:/i.test(ORIGIN ?? "");
}

export function logLevel(): string {
	const given = process.env["LOG_LEVEL"] ?? "";
	return LOG_LEVELS.includes(given) ? given : "info";
}

/** An origin as browsers write it; undefined if it has a path or anything else, or no scheme of the web. */
function originIn(given: string): string | undefined {
	if (!URL.canParse(given)) return undefined;
	const { protocol, hostname, pathname, search, hash, username, password, origin } = new URL(given);
	const isOne = /^[\w.-]+$|^\[/.test(hostname);
	const isBare = isOne && pathname === "/" && !search && !hash && !username && !password;
	return isBare && /^https?:$/.test(protocol) ? origin : undefined;
}
