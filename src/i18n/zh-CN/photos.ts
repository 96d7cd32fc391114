export const photos = {
	busy: ({ seconds }: { seconds: number }) => `现在传照片的人多，请等 ${seconds} 秒再传。您写的内容已经留着。`,
};
