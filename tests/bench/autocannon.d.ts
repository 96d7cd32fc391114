/** The little that the bench uses; the package brings no types. */
declare module "autocannon" {
	interface Load {
		url: string;
		connections: number;
		/** Seconds. */
		duration?: number;
		/** Requests; instead of seconds. */
		amount?: number;
		headers: Record<string, string>;
	}
	interface Result {
		requests: { average: number; total: number };
		latency: { p99: number };
		non2xx: number;
		errors: number;
	}
	export default function autocannon(load: Load): Promise<Result>;
}
