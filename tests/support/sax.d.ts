/** The little that the tests use; the package brings no types. */
declare module "sax" {
	interface Parser {
		onerror: (error: Error) => void;
		onopentag: (tag: { name: string; attributes: Record<string, string> }) => void;
		onclosetag: (name: string) => void;
		ontext: (words: string) => void;
		resume: () => void;
		write: (text: string) => Parser;
		close: () => void;
	}
	const sax: { parser: (isStrict: boolean) => Parser };
	export default sax;
}
