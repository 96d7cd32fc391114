export const APPEAL_LENGTH = { least: 5, most: 500 };
