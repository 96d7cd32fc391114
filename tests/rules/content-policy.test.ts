import { expect, test } from "vitest";
import { policyFor } from "#http/content-policy.ts";

// SHA-256 of "a()" and of ".a{}", in base64.
const [script, style, other] = [
	"'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='",
	"'sha256-zykMelvY9taAHFfnWfsi7Rnifucb0B5GzFq+5ZuppCM='",
	"'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
];
const ofSite = `default-src 'none'; script-src 'self' ${script} ${other}; style-src 'self' ${style} ${other};`;
const policy = (page: string) => policyFor(Buffer.from(page), ofSite);

test("a page without inline scripts and styles has no hashes", () => {
	expect(policy('<script type="module" src="/a.js"></script><link rel="stylesheet">')).toBe(
		"default-src 'none'; script-src 'self'; style-src 'self';",
	);
});

test("a page has the hashes of its own scripts and styles that the site knows, and of nothing else", () => {
	const page = "<style>.a{}</style><main><script>a()</script><script>evil()</script></main>";
	expect(policy(page)).toBe(`default-src 'none'; script-src 'self' ${script}; style-src 'self' ${style};`);
});

test("what somebody typed into a field hides no script of the page, and the page is read once however often they typed it", () => {
	const own = `default-src 'none'; script-src 'self' ${script}; style-src 'self';`;
	for (const typed of ["<script>", "</script>", "<script>b()</script>", "<script><script"])
		expect(policy(`<input value="${typed}"><script>a()</script><input value="${typed}">`)).toBe(own);
	for (const typed of ["<script>", "</script", "<script></script>"])
		expect(policy(`<input value="${typed.repeat(100_000)}"><script>a()</script>`)).toBe(own);
});
