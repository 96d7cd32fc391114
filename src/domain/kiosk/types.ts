/** What the household at a kiosk is at: something to do, or an answer to take along before it leaves. */
export type Seat = "busy" | "done";

/** Something that a household can do at a kiosk until then. Areas list theirs; the screen stands at `/kiosk/` + `path`. */
export interface Errand {
	path: string;
	name: string;
	regionName: string;
	until: Date;
}
