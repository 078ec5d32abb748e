"""Who holds which post at which body, as titles before and behind a name tell."""

from __future__ import annotations

import pytest

from tests.graph.extracted import facts


def posts(text: str, *, publisher: str = "") -> set[tuple[str, str, str]]:
    """(person, body, title)."""
    found = facts(text, "holdsPost", publisher=publisher)
    return {(person, body, qualifiers["title"]) for person, _, body, qualifiers in found}


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("南开大学校长张明远到会。", ("张明远", "南开大学", "校长")),
        ("天津市市长周国强讲话。", ("周国强", "天津市人民政府", "市长")),
        ("天津市副市长王卫平讲话。", ("王卫平", "天津市人民政府", "副市长")),
        ("廊坊市委书记杨晓到会。", ("杨晓", "廊坊市委", "书记")),
        ("天津大学材料学院院长胡文平教授作报告。", ("胡文平", "天津大学材料学院", "院长")),
        ("南开大学孙涛教授主持会议。", ("孙涛", "南开大学", "教授")),
        ("南开新闻网记者林小雨报道。", ("林小雨", "南开新闻网", "记者")),
        ("海河实验室主任陈军到会。", ("陈军", "海河实验室", "主任")),
        ("河北省科学技术厅副厅长何勇到会。", ("何勇", "河北省科学技术厅", "副厅长")),
        ("天津大学博士研究生黄子涵到会。", ("黄子涵", "天津大学", "博士研究生")),
        ("东疆综合保税区管委会主任王海到会。", ("王海", "东疆综合保税区管委会", "主任")),
        ("来自燕山大学的刘晓东教授作报告。", ("刘晓东", "燕山大学", "教授")),
        ("天津大学校长赵明远（左三）到会。", ("赵明远", "天津大学", "校长")),
        ("河北银行行长李文华表示，合作前景广阔。", ("李文华", "河北银行", "行长")),
    ],
)
def test_one_post(text: str, post: tuple[str, str, str]):
    assert posts(text) == {post}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "南开大学校长张明远、天津大学校长李向阳出席。",
            {("张明远", "南开大学", "校长"), ("李向阳", "天津大学", "校长")},
        ),
        (
            "河北银行董事长、党委书记钱伟参加签约。",
            {("钱伟", "河北银行", "董事长"), ("钱伟", "河北银行", "党委书记")},
        ),
        (
            "南开大学经济学院教授、博士生导师刘晓东认为，产业要协同。",
            {("刘晓东", "南开大学经济学院", "教授"), ("刘晓东", "南开大学经济学院", "博士生导师")},
        ),
        (
            "北京大学首都发展研究院院长、北京大学教授李国平到会。",
            {("李国平", "北京大学首都发展研究院", "院长"), ("李国平", "北京大学", "教授")},
        ),
        (
            "南开大学经济学院张贵、刘晓东等4位教授到会。",
            {("张贵", "南开大学经济学院", "教授"), ("刘晓东", "南开大学经济学院", "教授")},
        ),
    ],
)
def test_several_posts(text: str, expected: set[tuple[str, str, str]]):
    assert posts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "中国工程院院士周家和到会。",
        "居民张大山说，门口就有公交。",
        "教授赵明远认为，应该先试点。",
        "南开大学举行论坛，张贵到会。",
        "天津大学校长到会。",
    ],
)
def test_no_post_without_a_body_or_a_name(text: str):
    assert posts(text) == set()


def test_posts_at_the_school_that_publishes():
    assert ("陈军", "南开大学", "副校长") in posts("副校长陈军到会。", publisher="南开大学")


def test_schools_of_a_university_are_part_of_it():
    told = list(facts("天津大学材料学院院长胡文平到会。", "partOf"))
    assert [(child, parent) for child, _, parent, _ in told] == [("天津大学材料学院", "天津大学")]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("矿业学院院长张吉海，海河实验室主任黄大山，副院长王小琳到会。", ("王小琳", "矿业学院", "副院长")),
        ("燕山商会副会长葛大维、常务理事陈小雷出席。", ("陈小雷", "燕山商会", "常务理事")),
        ("天津大学副校长王小琳、万志海和马立山出席。", ("马立山", "天津大学", "副校长")),
        ("雄安新区党工委书记、管委会主任单国海讲话。", ("单国海", "河北雄安新区管理委员会", "主任")),
        (
            "国家发展改革委基础设施发展司巡视员 宁小若：下一步加快建设。",
            ("宁小若", "国家发展改革委基础设施发展司", "巡视员"),
        ),
        (
            "京津冀材料联合实验室揭牌，首任主任由天津大学教授万小哲担任。",
            ("万小哲", "京津冀材料联合实验室", "主任"),
        ),
        (
            "省防汛抗旱指挥部成立，指挥长由水利厅厅长万小哲担任，副省长汤世明任副指挥长。",
            ("汤世明", "省防汛抗旱指挥部", "副指挥长"),
        ),
        ("会议任命贾小岩、岳明鸣为海州市人民检察院检察员。", ("岳明鸣", "海州市人民检察院", "检察员")),
        ("汪小志今天离世。他受聘为天津大学兼职教授。", ("汪小志", "天津大学", "兼职教授")),
        ("呼延小光如今是燕山大学机械学院院长。", ("呼延小光", "燕山大学机械学院", "院长")),
        ("燕山大学河北研究中心、唐山研究中心主任逄大海到会。", ("逄大海", "燕山大学河北研究中心", "主任")),
    ],
)
def test_posts_of_lists_and_careers(text: str, post: tuple[str, str, str]):
    assert post in posts(text)


def test_rosters_give_posts():
    told = posts("获奖名单\n马小泽 数学学院2020级本科生\n申小宇 医学院讲师\n", publisher="南开大学")
    assert {("马小泽", "南开大学数学学院", "2020级本科生"), ("申小宇", "南开大学医学院", "讲师")} <= told


def test_one_head_is_not_shared_in_a_list():
    assert posts("天津大学校长张明远、李向阳出席。") == {("张明远", "天津大学", "校长")}


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("现任天津大学副校长的赵明海主持会议。", ("赵明海", "天津大学", "副校长")),
        (
            "天津大学材料学院光学工程与仪器专业19级博士生赵明海获奖。",
            ("赵明海", "天津大学材料学院", "光学工程与仪器专业19级博士生"),
        ),
        (
            "会议由学院党委书记赵明海主持。此前天津大学材料学院召开大会，大会由学院党委书记杨晓主持。",
            ("杨晓", "天津大学材料学院", "党委书记"),
        ),
        ("唐山材料研究会举行换届大会，廉小昌当选会长。", ("廉小昌", "唐山材料研究会", "会长")),
        ("葛小文2011年辞去天津大学研究员职务。", ("葛小文", "天津大学", "研究员")),
        ("资源学院院长、省土壤普查工作专班组长高雪海汇报进展。", ("高雪海", "资源学院", "院长")),
    ],
)
def test_posts_in_clauses(text: str, post: tuple[str, str, str]):
    assert post in posts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张海明、冯志远等我校教师参加。", {("张海明", "燕山大学", "教师"), ("冯志远", "燕山大学", "教师")}),
        (
            "学校向张海明教授、冯志远教授颁发兼职教授聘书。",
            {("张海明", "燕山大学", "兼职教授"), ("冯志远", "燕山大学", "兼职教授")},
        ),
        ("学校向张海明、冯志远颁发优秀教师奖牌。", set()),
        (
            "世界材料组织联合会主席、原校长冯志远到会。",
            {("冯志远", "世界材料组织联合会", "主席"), ("冯志远", "燕山大学", "校长")},
        ),
        ("河北省材料研究会换届。前任会长冯志远致辞。", {("冯志远", "河北省材料研究会", "会长")}),
    ],
)
def test_posts_at_the_university_of_the_news(text: str, expected: set[tuple[str, str, str]]):
    assert posts(text, publisher="燕山大学") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("冯志远，男，汉族，中共党员，天津大学材料学院光学工程专业2017级直博生。", {"天津大学材料学院"}),
        ("冯志远，天津大学教授、河北省材料学会理事长。", {"天津大学", "河北省材料学会"}),
        ("冯志远，男，走进天津大学看望教授。", set()),
    ],
)
def test_a_life_starts_with_posts(text: str, expected: set[str]):
    assert {body for _, body, _ in posts(text)} == expected


def test_a_bare_ministry_is_the_one_of_the_party_group():
    text = "工业和信息化部党组举办学习班。部党组书记、部长冯志远主持。"
    assert ("冯志远", "工业和信息化部", "部长") in posts(text, publisher="燕山大学")


def test_a_life_goes_on_without_the_name():
    text = "冯志远，男，天津大学教授。现任河北省材料学会理事长。兼任河北省化学学会副理事长。"
    assert {("冯志远", "河北省材料学会", "理事长"), ("冯志远", "河北省化学学会", "副理事长")} <= posts(text)


def test_members_of_a_list_have_the_post_of_its_heading():
    text = (
        "中国人民政治协商会议河北省第九届委员会委员：（按姓氏笔画排列）\n教育界：乔云飞、马思远（女，回族）\n"
        "科技界：邵建国\n医卫界：田一鸣（女）\n昨日，记者采访了王海东。"
    )
    body = "中国人民政治协商会议河北省第九届委员会"
    assert posts(text) == {(name, body, "委员") for name in ("乔云飞", "马思远", "邵建国", "田一鸣")}


def test_university_without_publisher_is_known_by_what_it_calls_itself():
    text = "燕山大学举行座谈会。校党委书记张志远、材料学院院长李思源参加，我校师生到场。"
    assert posts(text) == {("张志远", "燕山大学", "党委书记"), ("李思源", "燕山大学材料学院", "院长")}


def test_newspaper_that_quotes_a_university_is_not_its_own():
    text = "“我校十分重视。”燕山大学校长张志远说。材料学院院长李思源参加。"
    assert ("李思源", "燕山大学材料学院", "院长") not in posts(text)


def test_those_who_sign_for_two_sides_share_no_post():
    text = "河北省建设厅发展研究中心副主任任皓与罗萍代表双方签署了合作协议。"
    found = [(who, body, more["title"]) for who, _, body, more in facts(text, "holdsPost", publisher="南开大学")]
    assert found == [("任皓", "河北省建设厅发展研究中心", "副主任")]


@pytest.mark.parametrize("text", ["国家教材委委员顾海明出席。", "市委书记李明义到校调研。", "团市委书记李龙海到会。"])
def test_a_post_at_an_unknown_body_is_not_the_publishers(text: str):
    assert not [body for _, _, body, _ in facts(text, "holdsPost", publisher="南开大学") if body == "南开大学"]


def test_a_university_is_known_by_the_short_form_of_its_kind():
    text = "西南财大原副校长刘明灿出席。"
    found = [(who, body) for who, _, body, _ in facts(text, "holdsPost", publisher="南开大学")]
    assert found == [("刘明灿", "西南财经大学")]


def test_heads_of_districts_and_founders_of_companies():
    assert ("尉迟明山", "通州区人民政府", "区长") in posts("通州区委副书记、区长尉迟明山出席并讲话。")
    assert not [body for _, body, _ in posts("公司创始人兼首席执行官郎明嘉说。") if "创始人" in body]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("龙山镇宝河村党委书记赵明远说，玉米长势好。", ("赵明远", "宝河村党委", "书记")),
        ("余河村村委会主任林楠到会。", ("林楠", "余河村村委会", "主任")),
        ("燕山新材料研究院揭牌，首任院长为天津大学材料学院院长万小哲。", ("万小哲", "燕山新材料研究院", "院长")),
        ("燕山大学在秦皇岛办学，该校材料学院院长葛大维说。", ("葛大维", "燕山大学材料学院", "院长")),
        (
            "海河新材料研究院投产，该院粉末冶金研究所所长邢万里到会。",
            ("邢万里", "海河新材料研究院粉末冶金研究所", "所长"),
        ),
        ("乌鲁木齐市商务局局长玉山江·艾尔肯出席。", ("玉山江·艾尔肯", "乌鲁木齐市商务局", "局长")),
    ],
)
def test_posts_of_villages_and_of_parts_of_what_was_named(text: str, post: tuple[str, str, str]):
    assert post in posts(text)


def test_the_first_holder_of_a_post_is_not_a_former_one():
    [(*_, qualifiers)] = facts("燕山材料联盟成立，首任理事长由赵明远担任。", "holdsPost")
    assert "former" not in qualifiers


def test_post_of_somebody_before_a_comma_is_not_shared():
    text = "海河医院揭牌。赵明远受聘为海河医院名誉院长，该院消化内科主任林楠任执行院长。"
    assert ("林楠", "海河医院", "名誉院长") not in posts(text)
    assert ("林楠", "海河医院消化内科", "主任") in posts(text)


def test_professors_in_a_list_are_at_the_body_named_first():
    assert posts("天津大学教授林楠、研究员赵明远、特聘副研究员郑少谦作报告。") == {
        ("林楠", "天津大学", "教授"),
        ("赵明远", "天津大学", "研究员"),
        ("郑少谦", "天津大学", "特聘副研究员"),
    }


def test_students_in_a_list_have_their_own_years():
    assert posts("海洋学院2019级本科生林楠、2020级本科生赵明远获奖。", publisher="燕山大学") == {
        ("林楠", "燕山大学海洋学院", "2019级本科生"),
        ("赵明远", "燕山大学海洋学院", "2020级本科生"),
    }


def test_a_post_behind_several_names_is_that_of_all():
    assert posts("天津大学法学院林楠、赵明远、郑少谦副教授分别发言。") == {
        (person, "天津大学法学院", "副教授") for person in ("林楠", "赵明远", "郑少谦")
    }


def test_a_person_may_be_called_like_a_company():
    assert ("高通", "天津大学法学院", "副教授") in posts("天津大学法学院高通副教授发言。")


def test_a_party_branch_has_its_secretary():
    found = posts("海洋学院硕士生第一党支部书记林楠发言。", publisher="燕山大学")
    assert ("林楠", "燕山大学海洋学院硕士生第一党支部", "书记") in found
