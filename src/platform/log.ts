import pino from "pino";
import { logLevel } from "./env.ts";

/** One JSON line per event, on stderr, so that stdout has only a command's own output. */
export const log = pino(
	{
		level: logLevel(),
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: ["*.passphrase", "*.pin", "*.token"],
		serializers: { err: withoutValues },
	},
	pino.destination({ dest: 2, sync: true }),
);

// The message of a failed query contains its values (door codes, hashes, names), so only the query is logged.
function withoutValues(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const { params: _, message, stack, ...told } = pino.stdSerializers.err(error);
	const bare = (text: string) => valuesIn(error).reduce((rest, values) => rest.replaceAll(values, ""), text);
	return { ...told, message: bare(message), stack: bare(stack) };
}

/** The values as drizzle writes them, in an error and its causes. */
function valuesIn(error: unknown): string[] {
	if (!(error instanceof Error)) return [];
	const own = "params" in error ? [`\nparams: ${error.params}`] : [];
	return [...own, ...valuesIn(error.cause)];
}
