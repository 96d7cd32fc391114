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
		headers?: Record<string, string>;
		requests?: Request[];
	}
	interface Result {
		requests: { average: number; total: number };
		latency: { p50: number; p99: number; max: number };
		"3xx": number;
		non2xx: number;
		errors: number;
	}
	export default function autocannon(load: Load): Promise<Result>;
}
