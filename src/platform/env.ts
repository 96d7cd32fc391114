import path from "node:path";

/** Settings of the machine for this process. What people may change is in the `settings` table. */
export const env = {
	/** The folder of this installation's database, pictures and secrets. */
	get dataDir(): string {
		return path.resolve(process.env["DATA_DIR"] ?? ".data");
	},
	get databaseFile(): string {
		return path.join(this.dataDir, "tingyuan.db");
	},
	get port(): number {
		return Number(process.env["PORT"] ?? 4321);
	},
	get host(): string {
		return process.env["HOST"] ?? "127.0.0.1";
	},
	/** The public address, e.g. https://tingyuan.example.gov.cn: printed on door codes, and compared with the Origin of each change. */
	get origin(): string | undefined {
		return process.env["ORIGIN"]?.replace(/\/$/, "") || undefined;
	},
	/** How many reverse proxies in front are trusted to say where a request comes from. */
	get trustedProxies(): number {
		return Number(process.env["TRUSTED_PROXIES"] ?? 0);
	},
};
