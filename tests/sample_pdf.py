"""The text of one sample article -> graph/samples/policy.pdf, always the same bytes: python -m tests.sample_pdf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "graph" / "samples" / "policy.pdf"

TITLE = "三地共写一篇文章 产业协同怎样落地"

PARAGRAPHS = (
    "日期：2024-10-21　来源：知脉样例",
    "一条产业链，能不能跨过三条省界线？一份文件给出了路线图。2023年5月，工业和信息化部会同国家发展改革委、科技部等部门以及"
    "北京市、天津市、河北省人民政府印发《京津冀产业协同发展实施方案》。",
    "方案盯住的是2025年：到那时，京津冀产业分工定位更加清晰，产业链创新链深度融合，综合实力迈上新台阶。"
    "为此，方案从优化区域产业分工、提升产业创新能力、建设先进制造业集群等方面列出了任务。",
    "落实要靠链条。北京市、天津市、河北省把氢能、生物医药、网络安全和工业互联网、高端工业母机、新能源和智能网联汽车、"
    "机器人列为6条重点产业链，由三地分头牵头，共同绘制图谱，按图招商。",
    "落实也要靠园区。天津滨海—中关村科技园位于天津市滨海新区，2016年11月22日揭牌，由天津市滨海新区与中关村科技园区"
    "管理委员会共建。在天津市宝坻区，中关村发展集团增资宝坻京津中关村科技城，北京的企业来这里落地。",
    "企业用落户投票。2024年10月18日，中国资源循环集团有限公司在天津成立，总部落户天津市。这家新的中央企业，"
    "要把废钢、废电池和旧家电变成可以再用的资源。",
    "政策一头连着部委，一头连着车间。2021年11月，国务院印发《关于支持北京城市副中心高质量发展的意见》；2018年4月，"
    "《河北雄安新区规划纲要》获批。几份文件放在一起看，三地的分工就清楚了。",
)

LINE = 34
"""Characters to a line of text."""


def sample_pdf() -> bytes:
    """The PDF: one page, the song face that every reader has, no font inside the file."""
    content = "\n".join(_content()).encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 6 0 R /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Title <%s> /Producer (zhimai) >>" % ("\ufeff" + TITLE).encode("utf-16-be").hex().encode(),
    )
    return _file(objects)


def _content() -> Iterator[str]:
    """Operators that set the title and the lines."""
    yield f"BT /F1 15 Tf 1 0 0 1 52 780 Tm {_shown(TITLE)} ET"
    height = 730
    for number, paragraph in enumerate(PARAGRAPHS):
        for line in _lines(paragraph if number == 0 else "　　" + paragraph):
            yield f"BT /F1 14 Tf 1 0 0 1 52 {height} Tm {_shown(line)} ET"
            height -= 22
        height -= 6


def _lines(paragraph: str) -> Iterator[str]:
    while paragraph:
        end = LINE
        while end < len(paragraph) and (paragraph[end] in "，。；：？" or paragraph[end - 1 : end + 1].isdigit()):
            end += 1
        yield paragraph[:end]
        paragraph = paragraph[end:]


def _shown(line: str) -> str:
    return f"<{line.encode('utf-16-be').hex()}> Tj"


def _file(objects: tuple[bytes, ...]) -> bytes:
    """Objects, numbered from 1, with the cross-reference table; the last one is the document information."""
    file = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % table)


if __name__ == "__main__":
    TARGET.write_bytes(sample_pdf())
