"""Words that point back mean the body that they agree with."""

from tests.graph.extracted import facts


def told(text: str, *relations: str, title: str = "", publisher: str = "") -> set[tuple[str, str]]:
    """Subject and object of the facts."""
    return {(s, o) for s, _, o, _ in facts(text, *relations, title=title, publisher=publisher)}


def test_company_is_the_last_company_and_no_university():
    text = "河钢集团有限公司与天津大学开展合作。该公司与燕山大学签署合作协议。"
    assert told(text, "signedWith") == {("河钢集团有限公司", "燕山大学")}


def test_pointing_word_without_a_body_that_agrees_means_nothing():
    assert told("天津大学迎来新生。该公司与燕山大学签署合作协议。", "signedWith") == set()


def test_this_hospital_is_the_one_named_before():
    text = "廊坊市儿童医院上月启用。这家医院由廊坊市人民政府和首都医科大学共同建设。"
    assert told(text, "coBuilt") == {("廊坊市人民政府", "廊坊市儿童医院"), ("首都医科大学", "廊坊市儿童医院")}


def test_bare_alliance_is_the_alliance_named_before():
    text = "京津冀材料产业联盟成立。联盟由天津大学、燕山大学共同发起。"
    assert told(text, "coBuilt") == {("天津大学", "京津冀材料产业联盟"), ("燕山大学", "京津冀材料产业联盟")}


def test_park_that_bodies_move_into_is_the_park_named_before():
    text = "天津东疆综合保税区加快建设。落户园区的河钢集团有限公司已经投产。"
    assert told(text, "locatedIn") == {("河钢集团有限公司", "天津东疆综合保税区")}


def test_two_universities_are_those_of_the_visit():
    text = "燕山大学副校长赵明远一行访问天津大学。两校签署了联合培养协议。"
    assert told(text, "signedWith") == {("燕山大学", "天津大学")}


def test_both_sides_are_those_named_together():
    text = "会上，天津大学与河北银行举行会谈。双方签署战略合作协议。"
    assert told(text, "signedWith") == {("天津大学", "河北银行")}


def test_both_sides_without_two_bodies_mean_nothing():
    assert told("天津大学召开会议。双方签署战略合作协议。", "signedWith") == set()


def test_what_is_said_in_a_quotation_is_read():
    text = "校长赵明远说：“天津大学坐落于天津市津南区，条件很好，欢迎大家。”"
    assert ("天津大学", "津南区") in told(text, "locatedIn")


def test_latin_comma_is_a_comma():
    text = "天津市加快发展,河钢集团、河北银行等落地,市场更旺。"
    assert told(text, "locatedIn") == {("河钢集团", "天津市"), ("河北银行", "天津市")}


def test_school_is_no_academy():
    text = "中国科学院派出专家。学院与河北银行签署合作协议。"
    assert told(text, "signedWith") == set()


def test_school_behind_a_time_is_the_one_named_before():
    text = "天津大学材料学院扩招。去年学院与东丽区政府共建海河材料研究中心。"
    assert ("天津大学材料学院", "海河材料研究中心") in told(text, "coBuilt")


def test_hands_held_make_two_sides():
    text = "河钢集团牵手燕山大学，双方签署战略合作协议。"
    assert told(text, "signedWith") == {("河钢集团", "燕山大学")}


def test_a_bare_school_in_university_news_is_one_of_its_own():
    text = "南开大学化学学院有实习基地。学生去过麻省理工学院。\n学院与河北大学、天津市北辰区签署共建协议。"
    signed = {(subject, object_) for subject, _, object_, _ in facts(text, "signedWith", publisher="南开大学")}
    assert ("南开大学化学学院", "河北大学") in signed
    assert not any("麻省理工学院" in pair for pair in signed)


def test_group_is_a_group_rather_than_another_company():
    text = "海纳密封技术集团来访。产品供应河川汽车有限公司。该集团在铁西区设立海纳密封（沈阳）有限公司。"
    assert ("海纳密封技术集团", "海纳密封（沈阳）有限公司") in told(text, "established")


def test_three_parties_of_an_agreement_all_sign_with_each_other():
    text = "天津大学与河北银行、河钢集团签订三方合作备忘录。"
    assert ("河北银行", "河钢集团") in told(text, "signedWith")
    assert ("河北银行", "河钢集团") not in told("天津大学与河北银行、河钢集团签订合作备忘录。", "signedWith")


def test_a_school_in_a_newspaper_is_the_university_named_before():
    text = "燕山大学材料学院教授赵明远说，学校与津南区人民政府共建的海河氢能研究院添了设备。"
    assert "燕山大学" in {s for s, *_ in facts(text, "coBuilt")}


def test_manager_of_the_park_named_before():
    text = "洛川苹果现代产业园区建成了冷库。园区负责人赵明远介绍，目前已有河钢集团、河北银行等36家企业入驻。"
    assert {("河钢集团", "洛川苹果现代产业园区"), ("河北银行", "洛川苹果现代产业园区")} <= {
        (body, park) for body, _, park, _ in facts(text, "locatedIn")
    }


def test_station_named_before():
    text = "西北农林科技大学洛川苹果试验站落户洛川县。试验站与河北银行联合创办了苹果产业学院。"
    assert ("西北农林科技大学洛川苹果试验站", "coBuilt", "苹果产业学院", {}) in list(facts(text, "coBuilt"))
