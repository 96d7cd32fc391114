/** The little that the bench uses; the package brings no types. */
declare module "autocannon" {
	interface Request {
		method?: string;
		path?: string;
		headers?: Record<string, string>;
		body?: string;
		/** Makes each request from this one. */
		setupRequest?: (request: Request) => Request;
	}
	interface Load {
		url: string;
		connections: number;
		/** Seconds. */
		duration?: number;
		/** Requests; instead of seconds. */
		amount?: number;
		/** Requests a second; as many as possible without. */
		overallRate?: number;
		/** Seconds until an answer counts as missing. */
		timeout?: number;
		/** Milliseconds after which it looks whether all has come; a second without. */
		sampleInt?: number;
		headers?: Record<string, string>;
		requests?: Request[];
	}
	interface Result {
		errors: number;
		timeouts: number;
	}
	interface Running extends Promise<Result> {
		on(event: "response", listener: (client: unknown, status: number, bytes: number, ms: number) => void): void;
	}
	export default function autocannon(load: Load): Running;
}
