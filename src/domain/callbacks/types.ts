/** What becomes of an entry that its household called untrue. */
export const RULINGS = ["reverse", "close"] as const;
