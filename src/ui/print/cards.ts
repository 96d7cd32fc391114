/** Of A7, on a sheet of A4. */
export const CARDS_A_SHEET = 8;
