import pino from "pino";

/** One JSON line per event on stderr, so that what a command prints on stdout stays its own. */
export const log = pino(
	{
		level: process.env["LOG_LEVEL"] ?? "info",
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: ["*.passphrase", "*.pin", "*.token"],
	},
	pino.destination({ dest: 2, sync: true }),
);
