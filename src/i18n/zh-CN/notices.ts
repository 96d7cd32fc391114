import type { ApprovalKind, BallotKind } from "#domain/approvals/types.ts";
import type { Channel } from "#domain/consents/types.ts";
import type { ToldChange } from "#domain/households/types.ts";
import type { TitleStep } from "#domain/titles/types.ts";

/** 消息: one sentence for each kind; `reasons` are already in words, and empty where there are none, and `pair` is a name. */
export const notices = {
	title: "给您家的消息",
	dismiss: "知道了",
	dismissAll: ({ count }: { count: number }) => `${count} 条都知道了`,
	earlier: ({ count }: { count: number }) => `更早的 ${count} 条`,
	/** Which of the household's pairs it is about. */
	pair: ({ kind, day }: { kind: string; day: string }) => `“${kind}”（${day}那组）`,
	somePair: "一组前后对比",
	work: {
		title: "等着办的事",
		lede: "办好了，这里就没有了。",
		nothing: "没有等着办的事",
		nothingHint: "要做别的，从上面进。",
	},
	kinds: {
		pair_shown: ({ pair, points, held = 0 }: { pair: string; points: number; held?: number }) =>
			`您家的${pair}展示了${points > 0 ? `，记 ${points} 分${held > 0 ? `，其中 ${held} 分等回头看还干净再给` : ""}` : ""}`,
		pair_returned: ({ pair, reasons }: { pair: string; reasons: string }) =>
			`${pair}请改一改再交${reasons ? `：${reasons}` : "，村里写了话"}`,
		pair_declined: ({ pair, reasons }: { pair: string; reasons: string }) =>
			`${pair}没有采用${reasons ? `：${reasons}` : "，村里写了为什么"}`,
		pair_assisted: ({ pair, helper }: { pair: string; helper: string }) => `${helper}替您家交了${pair}。不是您家的意思，可以撤回`,
		pair_taken_back: ({ pair, helper, until }: { pair: string; helper: string; until: string }) =>
			until
				? `${helper}替您家撤回了${pair}。不是您家说的，${until}前在这里说一声，照原样放回去`
				: `${helper}替您家撤回了${pair}。不是您家的意思，请找村委会；还想展示，可以另交一组`,
		pair_put_back: ({ pair, helper }: { pair: string; helper: string }) =>
			`${helper}听您家说，撤回${pair}不是您家的意思，已经照原样放回去。不是这样，可以撤回`,
		word_disowned: ({ pair }: { pair: string }) => `您替一户撤回的${pair}，这户说不是他们说的，已经照原样放回去`,
		nominated: ({ round, region }: { round: string; region: string }) => `${region}请您家参加“${round}”，去不去，请答复`,
		answered_for: ({ round, answer }: { round: string; answer: "accepted" | "declined" }) =>
			`有人替您家写下了“${round}”的答复：${answer === "accepted" ? "参加" : "不参加"}。不是这样，可以收回`,
		roll_waits: ({ round, region }: { round: string; region: string }) => `“${round}”：${region}的投票户名册等着核对`,
		objection_came: ({ name, number }: { name: string; number: number }) => `“${name}”：第 ${number} 条异议等着答复`,
		objection_answered: ({ name, isUpheld }: { name: string; isUpheld: boolean }) =>
			isUpheld ? `您家问的“${name}”答复了：确实有错` : `您家问的“${name}”答复了：没有错`,
		appeal_waits: ({ round }: { round: string }) => `“${round}”：有一户申请复核，等着没签过字的人看一看、提结论`,
		signature_waits: ({ what }: { what: ApprovalKind }) =>
			`${{ award: "一份名单的积分", board: "公布一期榜", callback: "回访不属实的一笔积分", exposure: "公开一个没按期改好的点位", fund: "存入积分资金", invalidation: "作废一张选票", model_village: "示范村称号", rules: "村里通过的积分办法", ruling: "一份复核结论", scorer: "请一位评分员", settlement: "投了两次的户以哪张票为准", store: "积分超市的进货或盘点" }[what]}：等着第二个人签字`,
		two_decided: ({ what, outcome, until }: { what: BallotKind; outcome: string; until: string }) =>
			({
				invalidation: `您家的票作废了，计票时不算：请看为什么，${until}前可以申请复核`,
				ruling: outcome === "restored" ? "复核有结论了：您家的票还是算数" : "复核有结论了：您家的票还是作废",
				settlement: outcome === "paper" ? "您家投了两次：以纸质选票为准" : "您家投了两次：以手机或自助台的票为准",
			})[what],
		household_changed: ({ what, from, to }: { what: ToldChange; from: string; to: string }) =>
			`${
				{
					head: `村里把您家户主从“${from}”改成“${to}”`,
					member_added: `村里给您家添了“${to}”`,
					member_left: `村里记下“${from}”不在您家了`,
					renamed: `村里把“${from}”的名字改成“${to}”`,
					moved: `您家的组和户编号改了：${from} → ${to}`,
					split: `村里办了分户：${from} 分出 ${to}`,
					merged: `村里办了并户：${from} 并到 ${to}，积分和前后对比都在一起`,
				}[what]
			}。不对的话请找村里`,
		consent_recorded: ({ helper }: { helper: string }) => `${helper}记下您家同意放到别处。不是您家的意思，可以收回`,
		consent_taken_back: ({ helper }: { helper: string }) => `${helper}替您家收回了一处的同意。不是您家的意思，可以再勾上`,
		copy_to_take_down: () => "您贴的一张要取下来：上面有一户收回了同意",
		made_fell: ({ channel }: { channel: Channel }) =>
			`您做的一份宣传品，里面有一户收回了同意。${
				{
					site: "",
					village_board: "贴出去的请取下来，没有印的不要再印",
					wechat: "公众号上已经发出的请删掉",
					press: "已经送出去的，请告诉对方不要再用",
				}[channel]
			}`,
		help_taken_up: ({ pair, helper }: { pair: string; helper: string }) => `${helper}接手了您代填的${pair}`,
		staff_died: ({ name }: { name: string }) => `村里登记“${name}”去世了，工作人员账号已停用。不是真的，请启用并问问怎么回事`,
		yard_rated: ({ month, stars, until }: { month: string; stars: number; until: string }) =>
			`您家${month}的评分出来了：${stars === 0 ? "没到星" : `${stars} 星`}。不对的话，${until}前可以提`,
		yards_to_score: ({ village }: { village: string }) => `${village}评分抽到您：请去看看`,
		yard_reported: ({ category }: { category: string }) => `有人说您家院里可以收拾收拾：${category}。只告诉您家，不公开。要人帮忙，找村里`,
		spot_assigned: ({ due }: { due: string }) => `交办了一个点位，${due}前改好`,
		spot_came_back: ({ due }: { due: string }) => `一个点位还没有弄好，退回来了，时限还是${due}`,
		spot_appeal_answered: ({ isUpheld }: { isUpheld: boolean }): string =>
			isUpheld ? "申诉答复了：成立，这次交办不算数" : "申诉答复了：不成立",
		title_proposed: ({ village }: { village: string }) => `${village}有一户可以公示示范户了`,
		title_asks: ({ village }: { village: string }) => `${village}推荐您家当美丽庭院示范户。愿不愿意，由您家说`,
		title_step: ({ step, until }: { step: TitleStep; until: string }) =>
			({
				applied: "有人代您家报名评示范户。不是您家说的，请在这一页说不要",
				agreed: "有人代您家记下：愿意评示范户。不是您家说的，请在这一页说不要",
				left: "有人代您家记下：示范户不要了。不是您家说的，请在这一页再报名",
				declined: "您家的示范户这次不评了：请看为什么",
				noticed: `您家的示范户开始公示，${until}前别的户可以提疑问。不想评了，随时可以说`,
				titled: "您家是美丽庭院示范户了。牌子可以自己打印",
				passed: "示范户复核：您家院子还是干干净净",
				warned: `示范户复核没有通过，${until}前改好就行。要人帮忙、有话要说，请看这一页`,
				cleared: "示范户复核：改好了，称号还在",
				failed: `限期过了，另一个人看，还没有改好。您家怎么看，${until}前可以说`,
				removed: "您家的示范户称号没有了：请看为什么。再收拾好，还可以评",
			})[step],
		model_proposed: ({ village }: { village: string }) => `${village}推荐为示范村：故事和照片齐了，请看过再公示`,
		help_waits: ({ place, board }: { place: string; board: string }) => `${place}要人帮一把（${board}）：去帮了，请记下来`,
		report_said_fixed: () => "您反映的地方说是改好了，请看看是不是真的",
		report_closed: () => "您反映的地方改好了，有人去看过",
		report_turned_away: () => "您反映的事不归这里管，写明了原因和该找谁",
		report_reopened: () => "您反映的事，镇里或区里又看了一遍，重新受理了",
		story_returned: ({ place }: { place: string }) => `写${place}的故事退回来了，请照意见改`,
		story_left_by: ({ place, what }: { place: string; what: "pair" | "consent" }) =>
			`写${place}的故事，讲到的一家${what === "pair" ? "收回了前后对比" : "不再同意了"}。写好的字都在，请看看怎么改`,
		points_expire: ({ points, until }: { points: number; until: string }) =>
			`您家有 ${points} 分，${until}前不换就到期了。积分超市能换东西，来不了可以请人代换`,
		story_asks: () => "有一个故事写到您家。请读一读，写得对、同意大家看，就按“可以”；不同意就不会发布",
		story_came_back: ({ place }: { place: string }) => `写${place}的故事回到您这里：有一家收回了展示，或者到了时间还缺同意`,
		lookback_clean: ({ pair, points }: { pair: string; points: number }) =>
			`回头看：您家的${pair}还是干干净净${points > 0 ? `，记 ${points} 分` : ""}`,
		lookback_gap: ({ pair, points }: { pair: string; points: number }) =>
			`回头看您家的${pair}：缺设施，不算您家的${points > 0 ? `，暂存的 ${points} 分记上了` : ""}`,
		lookback_partly: ({ pair, days }: { pair: string; days: number }) => `回头看您家的${pair}：有一点乱了，${days} 天后再来看，收拾好就行`,
		lookback_relapsed: ({ pair, until }: { pair: string; until: string }) =>
			`回头看您家的${pair}：又乱了。要人帮忙收拾，找村里；看得不对，${until}前可以申诉，申诉没答复前积分不动`,
		lookback_reversed: ({ pair, points }: { pair: string; points: number }) =>
			`您家的${pair}又乱了，暂存的 ${points} 分收回了。再收拾好，还可以交一组`,
		lookback_vested: ({ pair, points }: { pair: string; points: number }) => `您家的${pair}过了 90 天，暂存的 ${points} 分记上了`,
		breach_counted: ({ pair, points }: { pair: string; points: number }) =>
			`您家的${pair}提醒过，过了七天再去看还没收拾，按村里会议通过的办法扣了 ${points} 分。要人帮忙收拾，找村里；不对的，在积分明细里点“这笔不对”`,
		lookback_appeal: () => "一户对回头看申诉：请没去看过的人三个工作日里答复",
		lookback_appeal_answered: ({ pair, isUpheld }: { pair: string; isUpheld: boolean }) =>
			`您家对回头看（${pair}）的申诉答复了：${isUpheld ? "您家说得对，积分记上了" : "看得没有错"}`,
		store_ordered_for: ({ keeper, points }: { keeper: string; points: number }) =>
			`店长${keeper}按您家的意思，用 ${points} 分换了东西。不是您家说的，请找村里`,
		store_lapsed: ({ points }: { points: number }) => `换的东西到时候没有取，退回了 ${points} 分`,
		store_collected: ({ keeper, points, goods }: { keeper: string; points: number; goods: string }) =>
			`您家用 ${points} 分换的${goods}取走了，是店长${keeper}给的。不是您家取的，请找村里`,
		store_cancelled_for: ({ keeper, points, goods }: { keeper: string; points: number; goods: string }) =>
			`店长${keeper}退了您家换的${goods}，${points} 分回来了。不是您家说的，请找村里`,
		points_disputed: () => "一户说有一笔积分不对：请没经手的人三个工作日里答复",
		dispute_answered: ({ isUpheld, points }: { isUpheld: boolean; points: number }): string =>
			isUpheld
				? `您家说不对的那笔积分答复了：您家说得对${points === 0 ? "" : `，${points > 0 ? "补记" : "扣回"} ${Math.abs(points)} 分`}`
				: "您家说不对的那笔积分答复了：没有记错",
		photo_doubted: () => "有人说您家一组前后照片不是这次拍的：会有没经手的人来问您家，两个人定了以后告诉您",
		callback_ruled: ({ outcome, points, isFound = false }: { outcome: "reverse" | "close"; points: number; isFound?: boolean }): string =>
			outcome === "close"
				? `${isFound ? "有人说照片不实" : "回访时您家说不属实"}的那笔积分，两个人查过，没有改：请看为什么`
				: `${isFound ? "有人说照片不实" : "回访时您家说不属实"}的那笔积分，两个人查过，这笔不算了${points === 0 ? "，分数没有变" : `：${points > 0 ? "退回" : "收回"} ${Math.abs(points)} 分`}`,
		award_given: ({ rule, points, on }: { rule: string; points: number; on: string }) =>
			points > 0
				? `${on}${rule}，村里按名单记了 ${points} 分。不是您家的，请找村里`
				: `${on}${rule}，村里记在名单上；这段时间的次数满了，没有加分`,
		help_asked: () => "村里记着有人帮您家打扫过：是不是真的，请您说一声",
		paper_read: ({ round, outcome }: { round: string; outcome: "cast" | "spoiled" | "conflict" }) =>
			({
				cast: `“${round}”：您家的纸质选票已经录好，算数`,
				spoiled: `“${round}”：您家的纸质选票没法计入：勾得太多，一个也没勾，或者看不清`,
				conflict: `“${round}”：您家既投了纸质选票，又用手机或自助台投过。两张都留着，村里正在核对，不用再投`,
			})[outcome],
	},
};
