import { type SeededRandom, seededRandom } from "#demo/random.ts";
import { disc, line, rectangle, shape } from "./brush.ts";
import { darker, drifted, lighter, paint } from "./palette.ts";

/** A thing on the counter: its foot at 0, y upwards negative, lit from the right; without a word on it, for a small picture shows none. */
type Ware = (random: SeededRandom) => string;

const WIDTH = 640;
const HEIGHT = 480;
const COUNTER = 330;

const salt: Ware = (random) => {
	const bag = drifted(random, "#3f6fa3");
	return (
		shape("M-92 -6Q-104 -140 -86 -262L-78 -276H80L88 -262Q104 -140 94 -6Q0 12 -92 -6Z", bag) +
		shape("M40 -272H80L88 -262Q104 -140 94 -6Q70 2 46 4Q70 -140 40 -272Z", lighter(bag, 0.22), 0.8) +
		shape(rectangle(-84, -282, 166, 16), darker(bag, 0.2)) +
		shape(disc(-2, -150, 62, 66), "#f4efe2") +
		shape("M-34 -126L-4 -192L28 -126Z", lighter(bag, 0.5)) +
		line("M-60 -44H58M-60 -30H20", "#f4efe2", 6, 0.8)
	);
};

const gloves: Ware = (random) => {
	const cloth = drifted(random, "#d9d2bf");
	const hand = (x: number, turn: number) =>
		`<g transform="translate(${x} 0) rotate(${turn})">${shape("M-52 0V-96Q-84 -120 -92 -164Q-88 -184 -70 -176Q-60 -150 -46 -142L-50 -232Q-46 -250 -30 -248L-24 -160L-20 -262Q-12 -278 2 -262L6 -160L18 -250Q30 -262 40 -246L34 -154L50 -216Q64 -222 68 -204Q60 -130 48 -92V0Z", cloth)}${shape("M-52 0V-26H48V0Z", paint.vermilion, 0.85)}${shape("M30 -154L50 -216Q64 -222 68 -204Q60 -130 48 -92V-26H26Z", lighter(cloth, 0.5), 0.7)}${line("M-52 -40H48M-52 -54H48M-52 -68H48", darker(cloth, 0.22), 3, 0.6)}</g>`;
	return hand(-46, -14) + hand(62, 9);
};

const soap: Ware = (random) => {
	const bar = drifted(random, "#c98f3f");
	const block = (x: number, y: number, hex: string) =>
		shape(`M${x - 130} ${y - 84}L${x - 96} ${y - 112}H${x + 136}L${x + 110} ${y - 84}Z`, lighter(hex, 0.35)) +
		shape(`M${x - 130} ${y - 84}H${x + 110}V${y}H${x - 130}Z`, hex) +
		shape(`M${x + 110} ${y - 84}L${x + 136} ${y - 112}V${y - 26}L${x + 110} ${y}Z`, lighter(hex, 0.16)) +
		line(`M${x - 104} ${y - 62}H${x + 84}V${y - 22}H${x - 104}Z`, darker(hex, 0.22), 4, 0.7);
	return block(-14, 0, bar) + block(10, -92, lighter(bar, 0.08));
};

const bags: Ware = (random) => {
	const film = drifted(random, "#34383a");
	const roll = (x: number, y: number, hex: string) =>
		shape(`M${x - 128} ${y - 92}H${x + 96}A30 46 0 0 1 ${x + 96} ${y}H${x - 128}A30 46 0 0 1 ${x - 128} ${y - 92}Z`, hex) +
		shape(`M${x - 128} ${y - 84}H${x + 96}V${y - 62}H${x - 132}Z`, lighter(hex, 0.3), 0.7) +
		shape(disc(x + 96, y - 46, 30, 46), darker(hex, 0.25)) +
		shape(disc(x + 96, y - 46, 12, 19), "#cfc3a8") +
		shape(rectangle(x - 52, y - 92, 74, 92), paint.bamboo, 0.92);
	return roll(-4, 0, film) + roll(22, -92, lighter(film, 0.12));
};

const toothpaste: Ware = (random) => {
	const tube = drifted(random, "#d8e4e2");
	return (
		shape("M-190 -70H120V0H-190Z", drifted(random, "#b8433a")) +
		shape("M-190 -70L-160 -94H146L120 -70Z", "#d9776a") +
		shape("M120 -70L146 -94V-26L120 0Z", "#8f2f29") +
		line("M-160 -36H40", "#f6ead7", 12, 0.9) +
		`<g transform="translate(10 -100) rotate(-7)">${shape("M-170 -66L96 -52Q128 -44 128 -28Q128 -14 96 -8L-170 2Z", tube)}${shape("M-170 -66L96 -52Q128 -44 128 -34L-170 -44Z", "#fbfdfb", 0.9)}${shape(rectangle(128, -46, 40, 34), "#b8433a")}${line("M-130 -32H60", "#b8433a", 10, 0.85)}${line("M-166 -64V0", darker(tube, 0.3), 6)}</g>`
	);
};

const towel: Ware = (random) => {
	const cloth = drifted(random, "#d98b86");
	const fold = (y: number, hex: string) =>
		shape(`M-168 ${y}Q-184 ${y - 28} -166 ${y - 56}H160Q180 ${y - 28} 162 ${y}Z`, hex) +
		shape(`M-166 ${y - 56}H160Q170 ${y - 44} 168 ${y - 36}Q0 ${y - 46} -174 ${y - 34}Z`, lighter(hex, 0.4), 0.7) +
		line(`M-166 ${y - 12}Q0 ${y - 4} 164 ${y - 14}`, darker(hex, 0.18), 3, 0.6);
	return (
		fold(0, cloth) +
		fold(-54, lighter(cloth, 0.12)) +
		fold(-108, cloth) +
		shape("M60 -164H106L110 -2H64Z", "#f3ead6", 0.85) +
		line("M60 -164L64 -2M106 -164L110 -2", darker(cloth, 0.2), 2, 0.5)
	);
};

const dishSoap: Ware = (random) => {
	const bottle = drifted(random, "#7fae4f");
	return (
		shape("M-74 0Q-84 -8 -82 -40L-76 -176Q-70 -216 -34 -230V-256H34V-230Q72 -216 78 -176L84 -40Q84 -8 74 0Z", bottle) +
		shape("M28 -230Q72 -216 78 -176L84 -40Q84 -8 74 0H44Q60 -110 28 -230Z", lighter(bottle, 0.35), 0.8) +
		shape("M-40 -292H40L34 -252H-34Z", "#e7e0cd") +
		shape("M-14 -318H30V-306L14 -292H-14Z", "#e7e0cd") +
		shape("M-66 -170H66L72 -52H-72Z", "#f4eedd") +
		shape(disc(0, -112, 34, 36), paint.corn) +
		line("M-46 -64H46", darker(bottle, 0.2), 8, 0.7)
	);
};

const washingPowder: Ware = (random) => {
	const bag = drifted(random, "#c9483a");
	return (
		shape("M-118 -4Q-132 -150 -112 -262L-104 -290H106L114 -262Q134 -150 122 -4Q0 16 -118 -4Z", bag) +
		shape("M56 -286H106L114 -262Q134 -150 122 -4Q96 4 66 8Q92 -140 56 -286Z", lighter(bag, 0.24), 0.7) +
		shape("M-104 -290Q0 -276 106 -290L102 -308H-100Z", lighter(bag, 0.4)) +
		shape("M-98 -210Q0 -120 98 -224L96 -160Q0 -70 -100 -150Z", "#f6efdf") +
		shape(disc(-40, -82, 22), "#f6efdf", 0.9) +
		shape(disc(14, -60, 15), "#f6efdf", 0.8) +
		shape(disc(50, -96, 11), "#f6efdf", 0.8)
	);
};

const broom: Ware = (random) => {
	const straw = drifted(random, paint.straw);
	const stalks = Array.from({ length: 34 }, (_, n) => {
		const [top, foot] = [(n - 16.5) * 3.4, (n - 16.5) * 8.6 + random.between(-6, 6)];
		return `M${top.toFixed(0)} -150L${foot.toFixed(0)} ${random.between(-6, 4).toFixed(0)}`;
	}).join("");
	return (
		`<g transform="rotate(8)">${line("M0 -150L-6 -326", paint.oldTimber, 15)}` +
		shape("M-40 -176Q0 -194 40 -176L58 -150L146 -4Q0 14 -146 -4L-58 -150Z", darker(straw, 0.16)) +
		line(stalks, lighter(straw, 0.25), 4, 0.9) +
		`${line("M-50 -166H50M-64 -140H64M-80 -112H80", paint.vermilion, 6, 0.85)}</g>`
	);
};

const basin: Ware = (random) => {
	const glaze = drifted(random, "#eee7d8", 5);
	return (
		shape("M-206 -150Q-180 -20 -120 0H120Q180 -20 206 -150Z", glaze) +
		shape("M70 -146H206Q180 -20 120 0H60Q110 -70 70 -146Z", "#fffdf6", 0.8) +
		shape(disc(0, -150, 206, 52), paint.vermilion) +
		shape(disc(0, -150, 196, 46), darker(glaze, 0.12)) +
		shape(disc(0, -132, 158, 28), lighter(glaze, 0.3)) +
		shape(disc(-112, -72, 26), paint.vermilion, 0.85) +
		shape(disc(-76, -54, 17), "#d9776a", 0.85) +
		shape("M-146 -44Q-112 -72 -92 -30Q-120 -16 -146 -44Z", paint.leaf, 0.85)
	);
};

/** By the name of the good. */
const WARES: Record<string, Ware> = {
	食盐: salt,
	劳保手套: gloves,
	肥皂: soap,
	垃圾袋: bags,
	牙膏: toothpaste,
	毛巾: towel,
	洗洁精: dishSoap,
	洗衣粉: washingPowder,
	扫把: broom,
	搪瓷盆: basin,
};

export const DRAWN_WARES = Object.keys(WARES);

/** A good as its keeper takes it on the counter of the store, 640 × 480. */
export function drawWare(name: string, seed: string): string {
	const [random, draw] = [seededRandom(`${seed}/ware/${name}`), WARES[name]];
	const [wall, wood] = [drifted(random, paint.whitewash, 8), drifted(random, paint.timber, 8)];
	const grain = Array.from({ length: 9 }, () => {
		const y = random.between(COUNTER + 6, HEIGHT - 4);
		return `M0 ${y.toFixed(0)}Q${random.between(160, 480).toFixed(0)} ${(y + random.between(-6, 6)).toFixed(0)} ${WIDTH} ${y.toFixed(0)}`;
	}).join("");
	const behind = [
		shape(rectangle(0, 0, WIDTH, COUNTER), wall),
		shape(rectangle(0, 0, WIDTH, 84), darker(wall, 0.08)),
		shape(rectangle(0, 84, WIDTH, 10), darker(wood, 0.1)),
		shape(rectangle(0, 94, WIDTH, 16), darker(wall, 0.22), 0.6),
		shape(rectangle(0, COUNTER, WIDTH, HEIGHT - COUNTER), lighter(wood, 0.28)),
		line(grain, darker(wood, 0.05), 2, 0.4),
		shape(rectangle(0, COUNTER, WIDTH, 7), lighter(wood, 0.5), 0.6),
	];
	const [x, size] = [WIDTH / 2 + random.between(-16, 16), random.between(0.96, 1.04)];
	const shadow = shape(disc(x - 34, 408, 190, 26), darker(wood, 0.45), 0.5);
	const thing = `<g transform="translate(${x.toFixed(0)} 412) scale(${size.toFixed(2)})">${draw?.(random) ?? ""}</g>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${behind.join("")}${shadow}${thing}</svg>`;
}
