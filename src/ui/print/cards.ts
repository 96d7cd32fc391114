/** A7 cards on a sheet of A4. */
export const CARDS_A_SHEET = 8;
