import pino from "pino";

/** One JSON line per event on stderr, so that what a command prints on stdout stays its own. */
export const log = pino(
	{
		level: process.env["LOG_LEVEL"] ?? "info",
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: ["*.passphrase", "*.pin", "*.token"],
		serializers: { err: withoutValues },
	},
	pino.destination({ dest: 2, sync: true }),
);

// A query that fails tells its values in its message: door codes, hashes, names. The query alone shows what went wrong.
function withoutValues(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const { params: _, message, stack, ...told } = pino.stdSerializers.err(error);
	const bare = (text: string) => valuesIn(error).reduce((rest, values) => rest.replaceAll(values, ""), text);
	return { ...told, message: bare(message), stack: bare(stack) };
}

/** As drizzle writes them, of an error and of what caused it. */
function valuesIn(error: unknown): string[] {
	if (!(error instanceof Error)) return [];
	const own = "params" in error ? [`\nparams: ${error.params}`] : [];
	return [...own, ...valuesIn(error.cause)];
}
