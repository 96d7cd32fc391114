/** What becomes of an entry that its household called untrue. */
export const RULINGS = ["reverse", "close"] as const;

/** What stands against the picture of a paid pair: what somebody found, if they did, and whether two people have ruled on its points. */
export interface Doubt {
	found: string | null;
	isRuled: boolean;
}
