import { LOCALES, type Locale, type Messages, messagesFor } from "./messages.ts";

/** The languages of somebody at a terminal: what their machine is set to; both where it says nothing (C, POSIX, a container). */
export function languagesOf(env: Record<string, string | undefined>): readonly Locale[] {
	const set = (env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "").toLowerCase();
	if (set.startsWith("zh")) return ["zh-CN"];
	return set.startsWith("en") ? ["en"] : LOCALES;
}

/** What a command says to whoever runs it, Chinese first. */
export function beside(say: (words: Messages["commands"]) => string, separator = " · "): string {
	return languagesOf(process.env)
		.map((locale) => say(messagesFor(locale).commands))
		.join(separator);
}
