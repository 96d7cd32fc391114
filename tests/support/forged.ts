const of = (...said: unknown[]) => Buffer.from(JSON.stringify(said)).toString("base64url");

/** Cursors that somebody may write into an address; this list made none of them. */
export function forgedCursors(list: string): string[] {
	const moments = [-1, 1e16, 1.5, 2 ** 63, "1", null, true, {}, Number.MAX_SAFE_INTEGER + 2];
	const words = ["", "\0", "a\0b", "'; drop table people; --", "\ud800", "长".repeat(500), "a b", 7, null, []];
	return [
		...[
			"",
			" ",
			"x",
			"0",
			"-1",
			"NaN",
			"Infinity",
			"1e999",
			"1e300-x",
			"null",
			"%00",
			"\0",
			"۱۲۳",
			"院子",
			"🙂",
			"1' or 1=1",
			"~".repeat(5000),
		],
		...["99999999999999999999-a", "8640000000000001-a", "1700000000000-", "1700000000000.abc", "990101100202001.0001"],
		...["[]", "{}", `["${list}"]`].map((said) => Buffer.from(said).toString("base64url")),
		...["[", `["${list}",`, "\ufeff[]", "9".repeat(300)].map((said) => Buffer.from(said).toString("base64url")),
		...moments.flatMap((moment) => [of(list, moment), of(list, moment, "abc"), of(list, moment, "0001")]),
		...words.flatMap((word) => [of(list, word), of(list, 1, word), of(list, word, word), of(list, word, 1)]),
		...["another", "", list.toUpperCase()].flatMap((other) => [of(other, 1), of(other, 1, "abc"), of(other, "a", "b"), of(other, "a")]),
		`${of(list, 1, "abc")}=`,
		`${of(list, 1, "abc")}A`,
		of(list, 1, "abc", "more"),
	];
}
