/** Notes the environment. Returns a function that restores it: new variables go, changed or deleted ones are as before. */
export function noteEnvironment(): () => void {
	const noted = { ...process.env };
	return () => {
		for (const name of Object.keys(process.env)) if (!(name in noted)) delete process.env[name];
		Object.assign(process.env, noted);
	};
}
