/** The length of a household's words. */
export const APPEAL_LENGTH = { least: 5, most: 500 };
