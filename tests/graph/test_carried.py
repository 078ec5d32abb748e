"""Clauses that leave their subject out get that of the clause or sentence before."""

from tests.graph.test_references import told


def test_subject_of_the_first_clause_does_what_the_next_clauses_say():
    text = "天津大学学科优势突出，先后成立了海河新材料研究院、与河北工业大学共建京津冀材料联合实验室。"
    assert told(text, "established") == {("天津大学", "海河新材料研究院")}
    assert told(text, "coBuilt") == {
        ("天津大学", "京津冀材料联合实验室"),
        ("河北工业大学", "京津冀材料联合实验室"),
    }


def test_subject_of_the_sentence_before_goes_on():
    text = "河钢集团有限公司推进转型。去年与河北银行签署合作协议。"
    assert told(text, "signedWith") == {("河钢集团有限公司", "河北银行")}


def test_policies_without_subject_in_campus_news_are_the_schools():
    text = "完善制度体系，出台《本科教学管理办法》《教材管理办法》等文件。"
    assert told(text, "issued", publisher="燕山大学") == {
        ("燕山大学", "本科教学管理办法"),
        ("燕山大学", "教材管理办法"),
    }


def test_person_or_unnamed_thing_between_ends_the_subject():
    assert told("河钢集团有限公司推进转型。记者与河北银行签署合作协议。", "signedWith") == set()
    assert told("河钢集团有限公司推进转型。公司员工努力工作，出台《节能办法》。", "issued") == set()


def test_what_is_wished_is_not_carried():
    assert told("天津大学要深化改革，成立海河新材料研究院。", "established") == set()


def test_new_paragraph_has_a_new_subject():
    assert told("河钢集团有限公司推进转型。\n\n与河北银行签署合作协议。", "signedWith") == set()


def test_another_field_has_another_subject():
    assert told("河钢集团有限公司推进转型。在金融方面，与河北银行签署合作协议。", "signedWith") == set()


def test_blank_behind_the_last_comma_is_no_clause():
    assert told("天津大学成立海河新材料研究院， ", "established") == {("天津大学", "海河新材料研究院")}


def test_what_a_clause_locates_was_built_by_those_behind_it():
    text = "海河材料研究院成立。该院位于天津滨海高新区，由天津大学与河北银行合作建设。"
    assert told(text, "coBuilt") == {("天津大学", "海河材料研究院"), ("河北银行", "海河材料研究院")}


def test_what_another_clause_sets_up_is_not_its_subject():
    text = "燕山大学成立京津冀材料产业联盟，由天津大学与河北银行共同发起。"
    assert told(text, "coBuilt") == {("天津大学", "京津冀材料产业联盟"), ("河北银行", "京津冀材料产业联盟")}


def test_seat_and_predecessor_belong_to_the_body():
    text = "中国材料研究院的前身在上海创办，1965年迁至无锡市。"
    assert ("中国材料研究院", "无锡市") in told(text, "locatedIn")
    text = "海河氢能科技有限公司成立于2016年，注册地位于天津滨海高新区。"
    assert told(text, "locatedIn") == {("海河氢能科技有限公司", "天津滨海高新技术产业开发区")}


def test_a_plan_that_is_a_programme_is_no_wish():
    text = "海河材料实验室成绩突出。该实验室承担国家研发计划项目8项，2021年联合天津大学发起成立京津冀材料产业联盟。"
    assert ("海河材料实验室", "京津冀材料产业联盟") in told(text, "coBuilt")


def test_the_subject_behind_where_it_is_carries_on():
    text = "天开高教科创园位于南开区。位于该园区的河钢集团发布公告，成立了海河氢能研究院。"
    assert told(text, "established") == {("河钢集团", "海河氢能研究院")}


def test_a_bare_school_is_the_one_that_the_text_names():
    text = "光学工程学院成立十年。学院拓宽引才渠道，连续多年精心组织光电青年论坛；举办渤海激光会议、海河微电子研讨会。"
    assert told(text, "hosted", publisher="燕山大学") >= {
        ("燕山大学光学工程学院", "渤海激光会议"),
        ("燕山大学光学工程学院", "海河微电子研讨会"),
    }
