/** Notes the environment as it is now. Returns how to give it back: what was set since goes, what was changed or deleted is as before. */
export function noteEnvironment(): () => void {
	const noted = { ...process.env };
	return () => {
		for (const name of Object.keys(process.env)) if (!(name in noted)) delete process.env[name];
		Object.assign(process.env, noted);
	};
}
