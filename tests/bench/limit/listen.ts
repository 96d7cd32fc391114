import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** On a free port of this machine, which the parent is told; ends with it. */
export function listen(server: Server): void {
	process.once("disconnect", () => process.exit(0));
	server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}
