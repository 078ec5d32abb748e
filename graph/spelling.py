"""Name -> what its spellings share, and what a full name and its official short forms share."""

from __future__ import annotations

from functools import lru_cache

from graph.regex import regex

_SHORT_FORMS = (
    (regex(r"^中国共产党|^中共"), ""),
    (regex(r"发展和改革委员会|发改委"), "发展改革委"),
    (regex(r"发展和改革局"), "发改局"),
    (regex(r"卫生健康委员会|卫健委"), "卫生健康委"),
    (regex(r"科学技术协会"), "科协"),
    (regex(r"社会科学院"), "社科院"),
    (regex(r"农业科学院"), "农科院"),
    (regex(r"林业科学院"), "林科院"),
    (regex(r"医学科学院"), "医科院"),
    (regex(r"市场监督管理"), "市场监管"),
    (regex(r"文化和旅游"), "文旅"),
    (regex(r"经济和信息化(?=[局厅委])|经济信息化(?=[局厅委])"), "经信"),
    (regex(r"教育委员会"), "教委"),
    (regex(r"社会科学界联合会"), "社科联"),
    (regex(r"工商业联合会"), "工商联"),
    (regex(r"妇女联合会"), "妇联"),
    (regex(r"残疾人联合会"), "残联"),
    (regex(r"文学艺术界联合会"), "文联"),
    (regex(r"作家协会"), "作协"),
    (regex(r"归国华侨联合会"), "侨联"),
    (regex(r"工业和信息化"), "工信"),
    (regex(r"科学技术"), "科技"),
    (regex(r"住房和城乡建设"), "住建"),
    (regex(r"住房城乡建设"), "住建"),
    (regex(r"人力资源和?社会保障"), "人社"),
    (regex(r"人民政府"), "政府"),
    (regex(r"(?<=[高中])级人民法院$"), "院"),
    (regex(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)(?=高院$)"), ""),
    (regex(r"人民法院$"), "法院"),
    (regex(r"人民检察院$"), "检察院"),
    (regex(r"民族(?:宗教)?事务委员会"), "民委"),
    (regex(r"监察委员会"), "监委"),
    (regex(r"医疗保障(?=局)"), "医保"),
    (regex(r"(?:食品)?药品监督管理(?=局)"), "药监"),
    (regex(r"广播电视(?=局)"), "广电"),
    (regex(r"国际贸易促进委员会"), "贸促会"),
    (regex(r"人民代表大会"), "人大"),
    (regex(r"常务委员会"), "常委会"),
    (regex(r"国有资产监督管理委员会"), "国资委"),
    (regex(r"交通运输委员会"), "交通运输委"),
    (regex(r"管理委员会"), "管委会"),
    (regex(r"组织委员会"), "组委会"),
    (regex(r"政法委员会"), "政法委"),
    (regex(r"纪律检查委员会"), "纪委"),
    (regex(r"分中心$"), "中心"),
    (regex(r"办公室$"), "办"),
    (regex(r"科学院"), "科院"),
    (regex(r"(?:股份|集团)?(?:有限)?(?:责任)?公司$"), ""),
)
_SHORTENED = regex("|".join(f"(?:{pattern.pattern})" for pattern, _ in _SHORT_FORMS))


@lru_cache(maxsize=65536)
def squeeze(name: str) -> str:
    """Letters, digits and Han characters only: what two spellings of one name share."""
    return regex(r"[\W_]+").sub("", name).lower()


@lru_cache(maxsize=65536)
def short_key(name: str) -> str:
    """A form in which full names and official short forms of bodies meet."""
    key = squeeze(name)
    for pattern, replacement in _SHORT_FORMS if _SHORTENED.search(key) else ():
        key = pattern.sub(replacement, key)
    return key or squeeze(name)
