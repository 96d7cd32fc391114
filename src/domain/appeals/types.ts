/** Of what a household says against a decision. */
export const APPEAL_LENGTH = { least: 5, most: 500 };
