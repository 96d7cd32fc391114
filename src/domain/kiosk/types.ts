export type Seat = "busy" | "done";

/** Areas list what a household can do at a kiosk; the screen stands at `/kiosk/` + `path`. */
export interface Errand {
	path: string;
	/** Null where the path alone says it. */
	name: string | null;
	regionName: string;
	/** Null for what is always there. */
	until: Date | null;
}
