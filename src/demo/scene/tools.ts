import { closed, disc, dots, line, rectangle, shape, tapered, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Kit } from "./stage.ts";

/** Split logs with their pale ends out, row on row, a board and stones on top. */
export function firewoodStack(kit: Kit): string {
	const { random } = kit;
	const ends: string[] = [];
	for (let row = 0; row < 6; row++)
		for (let i = 0; i < 15 - (row % 2); i++) {
			const [x, y, r] = [-105 + i * 15 + (row % 2) * 7.5, -8 - row * 13.4, random.between(6.2, 7.8)];
			const hex = random.pick(["#d0ab77", "#c19a68", "#dfc294", "#b58d5f"]);
			ends.push(
				shape(disc(x, y, r), kit.tone(darker("#7a5c42", 0.1), 0.2)) +
					shape(disc(x, y, r * 0.84), kit.tone(hex, 0.7)) +
					line(disc(x, y, r * 0.45), kit.tone(darker(hex, 0.25), 0.6), 1, 0.7),
			);
		}
	const posts = line("M-116 2V-98M108 2V-98", kit.tone("#6d5440", 0.5), 6);
	const side = shape(closed(dots(112, 0, 134, -10, 134, -92, 112, -84)), kit.tone("#8a6c50", 0.9));
	const cover =
		shape(closed(dots(-122, -88, 118, -88, 142, -100, -96, -100)), kit.tone("#8f8f8c", 0.9)) +
		line("M-122 -87H118", kit.tone("#5b5c5c", 0.3), 4);
	return shape(rectangle(-114, -88, 226, 88), kit.tone("#4b382b", 0.1)) + side + ends.join("") + posts + cover;
}

export function broom(kit: Kit): string {
	const bristles = Array.from({ length: 12 }, (_, i) =>
		tapered([-8 + i * 1.4, -44], [-26 + i * 4.4, 3], 3.6, 1.6, kit.random.between(-3, 3)),
	);
	return (
		line("M0 -46L14 -158", kit.tone("#b89a62", 0.7), 4.5) +
		shape(bristles.join(""), kit.tone("#b38f4e", 0.5)) +
		shape(bristles.filter((_, i) => i % 3 === 0).join(""), kit.tone("#dcc07e", 1)) +
		line("M-9 -42L9 -45", kit.tone("#9b3f30", 0.7), 5)
	);
}

/** Hoe, rake and spade upright against the wall. */
export function toolRow(kit: Kit): string {
	const shafts = "M-42 2L-36 -150M0 2L4 -155M40 2L38 -148";
	return [
		line(shafts, kit.tone("#9b7a50", 0.6), 4.5),
		shape("M-50 -154L-24 -150L-26 -140L-50 -143Z", kit.tone("#5b6062", 0.7)),
		line("M-14 -154H22M-12 -154V-140M-2 -154V-140M8 -154V-140M18 -154V-140", kit.tone("#5b6062", 0.6), 3.4),
		shape("M28 -148Q38 -186 50 -148L46 -140H31Z", kit.tone("#6b7173", 0.8)),
	].join("");
}

export function fallenTools(kit: Kit): string {
	return [
		line("M-88 -2L66 -26M-60 8L84 -4", kit.tone("#9b7a50", 0.7), 5),
		shape("M62 -36L84 -30L80 -18L64 -22Z", kit.tone("#5b6062", 0.6)),
		line("M84 -14L90 8M84 -10L98 -12M86 -4L100 -4M88 2L102 4", kit.tone("#5b6062", 0.6), 3),
	].join("");
}

export function bins(kit: Kit): string {
	return [
		["#4d8a5c", -32],
		["#55789b", 22],
	]
		.map(([hex, x]) => {
			const [tint, left] = [hex as string, x as number];
			return (
				shape(closed(dots(left - 22, -72, left + 22, -72, left + 18, 0, left - 18, 0)), kit.tone(tint, 0.45)) +
				shape(closed(dots(left + 4, -72, left + 22, -72, left + 18, 0, left + 6, 0)), kit.tone(lighter(tint, 0.16), 0.9)) +
				shape(`M${left - 26} -72Q${left} -90 ${left + 26} -72L${left + 26} -67H${left - 26}Z`, kit.tone(darker(tint, 0.12), 0.8))
			);
		})
		.join("");
}

export function bench(kit: Kit): string {
	return (
		shape(closed(dots(-55, -40, 58, -40, 64, -34, -48, -34)), kit.tone("#a98358", 1)) +
		shape(rectangle(-50, -34, 110, 6), kit.tone("#7b5b3d", 0.4)) +
		line("M-38 -30L-44 2M-30 -30L-24 -2M44 -30L38 0M50 -30L58 2", kit.tone("#6b4e36", 0.4), 5)
	);
}

export function teaTable(kit: Kit): string {
	const stool = (x: number) =>
		shape(disc(x, -28, 17, 6), kit.tone("#b08a5e", 0.9)) +
		line(`M${x - 11} -25L${x - 14} 2M${x + 11} -25L${x + 14} 2`, kit.tone("#74563b", 0.4), 4.5);
	return (
		stool(-62) +
		stool(64) +
		line("M-24 -46L-30 4M24 -46L30 4", kit.tone("#6b4e36", 0.4), 5.5) +
		shape(disc(0, -52, 42, 13), kit.tone("#a27a50", 0.9)) +
		shape("M-42 -52a42 13 0 0 0 84 0v5a42 13 0 0 1 -84 0Z", kit.tone("#6f4f34", 0.3)) +
		shape(disc(-6, -62, 10, 8) + rectangle(10, -60, 8, 7), kit.tone("#e9e3d2", 0.8)) +
		shape(touch(4, -64, 9, 2, -0.5), kit.tone("#e9e3d2", 0.8))
	);
}

/** A pen of rails with two hens in it. */
export function pen(kit: Kit): string {
	const rails = "M-110 -22L110 -23M-110 -50L110 -52";
	const posts = Array.from({ length: 12 }, (_, i) => `M${-110 + i * 20} 3V-64`).join("");
	return (
		hen(kit, -40, "#8c4f2c") +
		hen(kit, 42, "#e8dfcf") +
		line(rails + posts, kit.tone("#8a6d4b", 0.4), 6) +
		line(posts, kit.tone("#c9ab7a", 1), 2, 0.7)
	);
}

export function hen(kit: Kit, x = 0, hex = kit.random.pick(["#8c4f2c", "#e8dfcf", "#4b423c", "#b5763a"])): string {
	const body = `M${x - 22} -26Q${x - 30} -44 ${x - 20} -42Q${x - 8} -34 ${x + 8} -36Q${x + 12} -46 ${x + 17} -48Q${x + 24} -47 ${x + 22} -38Q${x + 22} -12 ${x + 2} -10Q${x - 16} -10 ${x - 22} -26Z`;
	return (
		line(`M${x - 1} -12V2M${x + 6} -12V1`, kit.tone("#c99638"), 2.6) +
		shape(body, kit.tone(hex, 0.55)) +
		shape(touch(x - 14, -26, 24, 6, 0.1), kit.tone(darker(hex, 0.25), 0.3)) +
		shape(disc(x + 18, -50, 3.5) + disc(x + 22, -49, 3), kit.tone("#c8392c", 0.9)) +
		shape(touch(x + 22, -44, 7, 2, 0.2), kit.tone("#dba33a", 0.9))
	);
}
