/** 留痕日志里故事的事。 */
export const storyTrail = {
	begin: "开始写一个故事",
	write: "写了故事的新一版",
	add_photo: "给故事传了一张照片",
	remove_photo: "删了故事的一张照片",
	hand_in: "把故事送审",
	pass: "审过一个故事",
	return: "把故事退回去改",
	schedule: "定了故事什么时候发布、什么时候下线",
	publish: "发布了一个故事",
	end: "故事下线了",
	take_back: "把故事撤回来改",
	drop: "这个故事不写了",
	remark: "对故事提了意见",
	feature: "排了推荐位",
	tell_of: "写明讲到了一户",
	tell_no_more_of: "不再讲到一户",
};
