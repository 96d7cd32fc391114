/** 区县 → 镇街 → 村/社区 → 自然村/组, from the top. */
export const LEVELS = ["district", "town", "village", "hamlet"] as const;
export type RegionLevel = (typeof LEVELS)[number];
