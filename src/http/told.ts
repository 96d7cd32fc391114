/** What an address or a form says, by its fields; also a map of what a page fills in itself. */
export interface Told {
	get(name: string): unknown;
}
