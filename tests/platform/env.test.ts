import { expect, test } from "vitest";
import { env, faultySettings, lacksProxies, type Setting } from "#platform/env.ts";

test.each<[Setting, string]>([
	["ORIGIN", "tingyuan.example"],
	["ORIGIN", "tingyuan.example:443"],
	["ORIGIN", "ftp://tingyuan.example"],
	["ORIGIN", "//tingyuan.example"],
	["ORIGIN", "https:/tingyuan.example/village"],
	["ORIGIN", "https://tingyuan.example/?from=here"],
	["ORIGIN", "https://tingyuan.example/#top"],
	["ORIGIN", "https://admin:secret@tingyuan.example"],
	["ORIGIN", "https://one.example,https://two.example"],
	["ORIGIN", "https://*.example"],
	["ORIGIN", '"https://tingyuan.example"'],
	["ORIGIN", "https://"],
	["ORIGIN", "null"],
	["TRUSTED_PROXIES", "true"],
	["TRUSTED_PROXIES", "-1"],
	["TRUSTED_PROXIES", "1.5"],
	["TRUSTED_PROXIES", "127.0.0.1"],
	["PORT", "http"],
	["PORT", "80a"],
	["PORT", "-80"],
	["PORT", "65536"],
	["PORT", "127.0.0.1:80"],
	["HOST", "0.0.0.0:80"],
	["HOST", "https://localhost"],
	["HOST", "a b"],
	["HOST", "*"],
	["LOG_LEVEL", "verbose"],
	["LOG_LEVEL", "INFO "],
	["VOICE", "'/usr/bin/say it'"],
	["VOICE", "say | lame"],
	["DATA_DIR", ""],
	["DATA_DIR", " "],
	["DATA_DIR", "~/data"],
	["DATA_DIR", '"/srv/data"'],
	["DATA_DIR", "'/srv/data'"],
	["DATA_DIR", "file:/srv/data"],
	["DATA_DIR", "/srv/data\n"],
])("%s=%j means nothing", (name, given) => {
	expect(faultySettings({ [name]: given })).toEqual([name]);
});

test.each<[Setting, string]>([
	["ORIGIN", ""],
	["ORIGIN", "https://tingyuan.example/"],
	["ORIGIN", "HTTPS://Tingyuan.Example:443"],
	["ORIGIN", "http://192.0.2.1:8080"],
	["ORIGIN", "http://[2001:db8::1]:8080"],
	["ORIGIN", "https://庭院.example"],
	["TRUSTED_PROXIES", "0"],
	["PORT", "0"],
	["HOST", "::"],
	["HOST", "localhost"],
	["LOG_LEVEL", "warn"],
	["VOICE", "/usr/bin/espeak-ng -v cmn --stdout"],
	["DATA_DIR", "/srv/庭院 数据"],
	["DATA_DIR", "C:\\tingyuan\\data"],
	["DATA_DIR", "data"],
])("%s=%j is taken", (name, given) => {
	expect(faultySettings({ [name]: given })).toEqual([]);
});

test("a site of https needs a word on its proxies, in whatever way the address is written; one of http needs none", () => {
	for (const ORIGIN of ["https://tingyuan.example", "HTTPS://TINGYUAN.EXAMPLE/", "tingyuan.example"]) {
		expect(lacksProxies({ ORIGIN })).toBe(true);
		expect(lacksProxies({ ORIGIN, TRUSTED_PROXIES: "0" })).toBe(false);
	}
	expect(lacksProxies({ ORIGIN: "http://tingyuan.example" })).toBe(false);
});

test("an address in capitals, with its usual port or a slash, is the one that browsers say", () => {
	process.env["ORIGIN"] = "HTTPS://Tingyuan.Example:443/";
	expect(env.origin).toBe("https://tingyuan.example");
});
