import * as flowers from "./flowers.ts";
import * as garden from "./garden.ts";
import * as heaps from "./heaps.ts";
import * as rubbish from "./rubbish.ts";
import type { Motif } from "./stage.ts";
import * as tools from "./tools.ts";

/** A motif with its width and height in metres. */
export type Thing = readonly [motif: Motif, width: number, height: number];

export const bag: Thing = [rubbish.rubbishBag, 0.6, 0.5];
export const box: Thing = [rubbish.box, 0.8, 0.4];
export const bottles: Thing = [rubbish.bottles, 0.8, 0.1];
export const tyre: Thing = [rubbish.tyre, 0.7, 0.3];
export const basin: Thing = [rubbish.basin, 0.6, 0.2];
export const litter: Thing = [rubbish.litter, 1, 0.06];
export const sacks: Thing = [rubbish.sacks, 1.1, 0.7];
export const bricks: Thing = [heaps.brokenBricks, 1.6, 0.4];
export const heap: Thing = [heaps.firewoodHeap, 2.2, 0.7];
export const straw: Thing = [heaps.strawHeap, 1.9, 0.7];
export const planks: Thing = [heaps.planks, 1.8, 0.3];
export const sheet: Thing = [heaps.sheet, 1.8, 0.5];
export const manure: Thing = [heaps.manureHeap, 1.7, 0.5];
export const weed: Thing = [heaps.weeds, 0.6, 0.5];
export const fallen: Thing = [tools.fallenTools, 1.6, 0.1];
export const hen: Thing = [(kit) => tools.hen(kit), 0.5, 0.4];

export const wood: Thing = [tools.firewoodStack, 2.4, 1];
export const pot: Thing = [garden.pot, 0.55, 0.6];
export const greens: Thing = [garden.greens, 1.6, 0.25];
export const trellis: Thing = [garden.trellis, 2, 1.2];
export const fence: Thing = [garden.fence, 2, 0.5];
export const shrub: Thing = [garden.shrub, 0.9, 0.7];
export const broom: Thing = [tools.broom, 0.4, 1];
export const rack: Thing = [tools.toolRow, 1, 1.2];
export const bins: Thing = [tools.bins, 1.1, 0.7];
export const bench: Thing = [tools.bench, 1.2, 0.4];
export const tea: Thing = [tools.teaTable, 1.6, 0.5];
export const pen: Thing = [tools.pen, 2.2, 0.5];

const low = [flowers.marigolds, flowers.chrysanthemums, flowers.cockscomb, flowers.zinnias];
export const bloom: Thing = [(kit) => (kit.season.name === "winter" ? garden.greens(kit) : kit.random.pick(low)(kit)), 1.35, 0.5];
export const tall: Thing = [tallFlowers, 1.2, 1.3];

function tallFlowers(kit: Parameters<Motif>[0]): string {
	if (kit.season.name === "winter") return garden.shrub(kit);
	return kit.season.name === "spring" ? flowers.hollyhocks(kit) : kit.random.pick([flowers.sunflowers, flowers.hollyhocks])(kit);
}
