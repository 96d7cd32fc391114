import { connect } from "node:net";

/** What comes back for bytes sent as they are: for requests that no decent client can be made to send. */
export function sendRaw(port: number, bytes: string): Promise<string> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		let answer = "";
		socket.on("data", (chunk) => {
			answer += chunk;
			socket.end();
		});
		// A connection that is reset has been answered too.
		socket.on("error", () => undefined);
		socket.on("close", () => resolve(answer));
		socket.write(bytes);
	});
}

/** The status of the first answer in a raw exchange; 0 when there was none. */
export function statusOf(answer: string): number {
	return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
