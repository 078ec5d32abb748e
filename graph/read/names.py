"""Author lines: which line is made of personal names only, and which names."""

from __future__ import annotations

import re

from graph.read.characters import is_chinese
from graph.read.traced import Traced, join
from graph.regex import regex

SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田于萧肖潘袁董叶杜丁蒋程余吕魏蔡苏任卢沈姜姚钟崔陆谭汪石付傅"
    "贾范金夏韦方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶牟艾尤阳穆农司卓"
    "古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑"
    "迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井谯漆解井窄折缴"
    "張劉陳楊黃趙吳孫馬羅鄭謝許馮韓鄧蕭葉蔣呂魏蘇盧鐘譚賈範韋鄒閻龍賀顧龔萬錢嚴湯莊聶魯關蘭歐紀單塗蓋"
)
COMPOUND = frozenset(re.findall("..", "欧阳上官司马诸葛皇甫尉迟公孙慕容令狐司徒端木东方夏侯轩辕宇文长孙申屠歐陽"))
ROLE = regex(
    r"^[□◎○●■◆▲△☆★|｜\s]*(?:(?:本报|本刊|见习|实习|特约|特派|驻\S{1,4}|首席|全媒体)*(?:记者|评论员|通讯员|撰稿人?)|"
    r"作\s?者|文|撰文|撰稿|执笔)\s*[:：/／|｜\s]\s*|^[□◎○●■◆▲△☆★]\s*|^[/／]\s*"
)
BETWEEN = regex(r"[\s、，,；;/／]+")
SHORT = 60
BYLINE = regex(r"[（(][^（）()]{0,80}(?:记者|通讯员|摄影|作者|撰稿)[^（）()]{0,80}[）)]")
PADDED = regex(r"(?<![^\s、，：:（(/／])([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?![^\s、，；。）)/／])")


def author_names(line: str) -> tuple[str, ...]:
    """The names of a line that holds nothing else (a role word such as 作者 or 本报记者 before them is allowed).

    Empty where the line is anything but an author line. The blank that pads a two-character name is taken out.

    >>> author_names("张 贵 孙晨晨")
    ('张贵', '孙晨晨')
    >>> author_names("天津港 再创佳绩")
    ()
    """
    rest = ROLE.sub("", line.strip(), count=1)
    if not rest or len(rest) > 60:
        return ()
    rest = close_padding(rest)
    names = tuple(name for name in BETWEEN.split(rest) if name)
    return names if names and len(names) <= 12 and all(is_name(name) for name in names) else ()


def unpadded(line: Traced) -> Traced:
    """The line with the blank inside 张 贵 taken out."""
    pieces, at = [], 0
    for match in PADDED.finditer(line.text):
        if match.group(1) in SURNAMES:
            pieces += [line.cut(at, match.end(1)), line.cut(match.start(2), match.end())]
            at = match.end()
    return join([*pieces, line.cut(at, len(line))]) if pieces else line


def unpadded_bylines(paragraph: Traced) -> Traced:
    """The paragraph with padded names closed up where names stand: in a short line, and in a bracketed byline."""
    if len(paragraph) <= SHORT and not paragraph.text.endswith(("。", "！", "？")):
        return unpadded(paragraph)
    pieces, at = [], 0
    for match in BYLINE.finditer(paragraph.text):
        pieces += [paragraph.cut(at, match.start()), unpadded(paragraph.cut(*match.span()))]
        at = match.end()
    return join([*pieces, paragraph.cut(at, len(paragraph))]) if pieces else paragraph


def close_padding(line: str) -> str:
    """The line with 张 贵 written as 张贵."""
    return PADDED.sub(lambda match: "".join(match.groups()) if match.group(1) in SURNAMES else match.group(), line)


def is_name(word: str) -> bool:
    """Whether the word has the shape of a Chinese personal name: a surname and one or two characters.

    >>> is_name("欧阳修远"), is_name("凝聚合力")
    (True, False)
    """
    if not all(is_chinese(character) for character in word):
        return False
    if word[:2] in COMPOUND:
        return len(word) in (3, 4)
    return len(word) in (2, 3) and word[0] in SURNAMES
