import { LOCALES, type Locale, type Messages, messagesFor } from "./messages.ts";

/** The languages of somebody at a terminal, by the machine's setting; both languages if it says nothing (C, POSIX, a container). */
export function languagesOf(env: Record<string, string | undefined>): readonly Locale[] {
	const set = (env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "").toLowerCase();
	if (set.startsWith("zh")) return ["zh-CN"];
	return set.startsWith("en") ? ["en"] : LOCALES;
}

/** A command's message in these languages, Chinese first. */
export function beside(say: (words: Messages["commands"]) => string, separator = " · "): string {
	return languagesOf(process.env)
		.map((locale) => say(messagesFor(locale).commands))
		.join(separator);
}
