/** A7 cards on a sheet of A4. */
export const CARDS_A_SHEET = 8;

/** 积分卡: half a sheet of A4 each. */
export const POINT_CARDS_A_SHEET = 2;
