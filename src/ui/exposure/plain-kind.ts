import type { PublicCard } from "#domain/exposure/types.ts";

type Category = PublicCard["category"];

/** What is wrong there, in the words by which it is reported; by the category's own name where nobody reports it so. */
export function plainKind({ code, name, nameEn }: Category, { m, locale }: Pick<App.Locals, "m" | "locale">): string {
	const kinds: Record<string, string> = m.report.kinds;
	return kinds[code] ?? (locale === "en" ? nameEn : name);
}
