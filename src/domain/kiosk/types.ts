export type Seat = "busy" | "done";

/** Areas list what a household can do at a kiosk; the screen stands at `/kiosk/` + `path`. */
export interface Errand {
	path: string;
	name: string;
	regionName: string;
	until: Date;
}
