/** What the clipboard holds after copying from Word: styles, comments with conditions, lists drawn by hand, a tracked change, a macro, a picture as letters. */
export function fromWord({ pictureLetters = 200, more = "" } = {}): string {
	return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta charset="utf-8"><meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/Temp/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:TrackMoves/></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; font-family:"等线";} --></style><script>tripped()</script></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<div class=WordSection1>
<h1 style='mso-pagination:widow-orphan'><span lang=EN-US>1</span>条巷子的<b>三年</b><o:p></o:p></h1>
<p class=MsoNormal align=center><b><span style='font-family:黑体'>一、背景</span></b><b><span lang=EN-US><o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:24.0pt'>东沟的巷子堆了<b style='mso-bidi-font-weight:normal'>“三年”</b>的柴，
谁也不好意思先说。<del cite="mailto:pan" datetime="2026-11-20T09:00"><span class=msoDel>村里花了三万块。</span></del><ins cite="mailto:pan" datetime="2026-11-20T09:00">大家自己动的手。</ins><a
href="https://example.com/how">做法在这里</a></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>先分干湿</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>l&nbsp;</span><![endif]>再沿墙码</p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="p1" style='width:1pt'><v:imagedata src="file:///C:/Temp/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=320 src="file:///C:/Temp/clip_image001.png" v:shapes="p1"><![endif]></p>
<p class=MsoNormal><img src="data:image/png;base64,${"A".repeat(pictureLetters)}" onerror="tripped()"></p>
${more}
<p class=MsoNormal><a href="javascript:tripped()">点我</a><o:p>&nbsp;</o:p></p>
</div><!--EndFragment--></body></html>`;
}

/** WPS says what is bold by an element around a styled one, and headings by their outline. */
export function fromWps(): string {
	return `<html><head><meta name="Generator" content="WPS Office"></head><body><!--StartFragment-->
<p class="MsoNormal" style="mso-outline-level:2"><b><span style="mso-spacerun:'yes';font-family:宋体;font-size:16pt">做法</span></b></p>
<p class="MsoNormal"><span style="mso-spacerun:'yes';font-family:仿宋_GB2312">村口先清，<span style="font-weight:700">家家</span>跟上。<br>第二天就见了底。</span></p>
<table><tbody><tr><td><p class="MsoNormal">柴火</p></td><td><p class="MsoNormal">三车</p></td></tr></tbody></table><!--EndFragment--></body></html>`;
}
