import type { Day, Holiday } from "./types.ts";

interface Arrangement {
	holiday: Holiday;
	from: Day;
	until: Day;
	/** 调休: weekend days on which people work. */
	work: Day[];
}

/** 国务院办公厅关于部分节假日安排的通知, each November for the next year. 2025: 国办发明电〔2024〕12号; 2026: 国办发明电〔2025〕7号. */
export const ARRANGEMENTS: Arrangement[] = [
	{ holiday: "newYear", from: "2025-01-01", until: "2025-01-01", work: [] },
	{ holiday: "springFestival", from: "2025-01-28", until: "2025-02-04", work: ["2025-01-26", "2025-02-08"] },
	{ holiday: "qingming", from: "2025-04-04", until: "2025-04-06", work: [] },
	{ holiday: "labourDay", from: "2025-05-01", until: "2025-05-05", work: ["2025-04-27"] },
	{ holiday: "dragonBoat", from: "2025-05-31", until: "2025-06-02", work: [] },
	{ holiday: "nationalDay", from: "2025-10-01", until: "2025-10-08", work: ["2025-09-28", "2025-10-11"] },
	{ holiday: "newYear", from: "2026-01-01", until: "2026-01-03", work: ["2026-01-04"] },
	{ holiday: "springFestival", from: "2026-02-15", until: "2026-02-23", work: ["2026-02-14", "2026-02-28"] },
	{ holiday: "qingming", from: "2026-04-04", until: "2026-04-06", work: [] },
	{ holiday: "labourDay", from: "2026-05-01", until: "2026-05-05", work: ["2026-05-09"] },
	{ holiday: "dragonBoat", from: "2026-06-19", until: "2026-06-21", work: [] },
	{ holiday: "midAutumn", from: "2026-09-25", until: "2026-09-27", work: [] },
	{ holiday: "nationalDay", from: "2026-10-01", until: "2026-10-07", work: ["2026-09-20", "2026-10-10"] },
];
