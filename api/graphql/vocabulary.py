"""The enums of the GraphQL schema. Generated from the ontology by `python -m api.graphql`: do not edit."""

# ruff: noqa: E501

from __future__ import annotations

from enum import Enum

import strawberry

from api.graphql.describe import value


@strawberry.enum(description="Top class of a thing.")
class EntityType(Enum):
    """Top class of a thing."""

    DOCUMENT = value(
        "Document",
        "文献. An article that was read, or a work that one names. Example: 《京津冀发展报告》",
    )
    EVENT = value(
        "Event",
        "事件. A meeting, signing, unveiling, visit or exhibition, with date and its precision. Example: 世界智能产业博览会",
    )
    ORGANIZATION = value(
        "Organization",
        "机构. A named body. Departments and schools are organizations of their own, partOf their parent. Example: 南开大学经济学院",
    )
    PARK = value(
        "Park",
        "园区. A science, industrial, bonded or free-trade zone. No outside class means this. It is a geo:Feature and not a schema:Place, because readers that go by local names would take every park for a zm:Place. Example: 天开高教科创园",
    )
    PERSON = value(
        "Person",
        "人物. A named person, bylines included. Example: 天津大学教授张伟",
    )
    PLACE = value(
        "Place",
        "地点. An administrative area, a region, a natural place or a venue. Example: 海河",
    )
    POLICY = value(
        "Policy",
        "政策. A law, plan, scheme, strategy or programme of action. Example: 京津冀协同发展",
    )


@strawberry.enum(description="Most specific class of a thing.")
class EntityKind(Enum):
    """Most specific class of a thing."""

    ADMINISTRATIVE_AREA = value(
        "AdministrativeArea",
        "行政区. A province, city, district or town, with its six-digit division code where known. Example: 天津市西青区",
    )
    ARTICLE = value(
        "Article",
        "文章. An input article, with publisher, date and source address. Example: 一篇关于开园仪式的报道",
    )
    COMPANY = value(
        "Company",
        "企业. A company or group of companies. Example: 天津港集团有限公司",
    )
    CONFERENCE = value(
        "Conference",
        "会议. A conference, forum or seminar. Example: 京津冀产业协同论坛",
    )
    DOCUMENT = value(
        "Document",
        "文献. An article that was read, or a work that one names. Example: 《京津冀发展报告》",
    )
    EVENT = value(
        "Event",
        "事件. A meeting, signing, unveiling, visit or exhibition, with date and its precision. Example: 世界智能产业博览会",
    )
    GOVERNMENT_BODY = value(
        "GovernmentBody",
        "党政机关. A body of government or Party at any level. Example: 天津市科学技术局",
    )
    LAW = value(
        "Law",
        "法律法规. A law or a statutory regulation. Example: 《中华人民共和国科学技术进步法》",
    )
    MEDIA_ORGANIZATION = value(
        "MediaOrganization",
        "媒体. A newspaper, broadcaster, agency or news site. Example: 天津日报",
    )
    OPENING = value(
        "Opening",
        "启动揭牌. An opening, unveiling, launch or ground-breaking. Example: 天开高教科创园开园仪式",
    )
    ORGANIZATION = value(
        "Organization",
        "机构. A named body. Departments and schools are organizations of their own, partOf their parent. Example: 南开大学经济学院",
    )
    PARK = value(
        "Park",
        "园区. A science, industrial, bonded or free-trade zone. No outside class means this. It is a geo:Feature and not a schema:Place, because readers that go by local names would take every park for a zm:Place. Example: 天开高教科创园",
    )
    PERSON = value(
        "Person",
        "人物. A named person, bylines included. Example: 天津大学教授张伟",
    )
    PLACE = value(
        "Place",
        "地点. An administrative area, a region, a natural place or a venue. Example: 海河",
    )
    POLICY = value(
        "Policy",
        "政策. A law, plan, scheme, strategy or programme of action. Example: 京津冀协同发展",
    )
    POLICY_DOCUMENT = value(
        "PolicyDocument",
        "政策文件. A titled text, often in 《》. Example: 《天津市科技创新促进条例》",
    )
    PROGRAMME = value(
        "Programme",
        "行动计划. A named programme of action. Example: 制造业高质量发展行动",
    )
    PUBLICATION = value(
        "Publication",
        "作品. A book, report or paper named in an article. Example: 《中国城市发展报告》",
    )
    REGION = value(
        "Region",
        "区域. A named region that spans administrative areas. Example: 京津冀",
    )
    RESEARCH_INSTITUTE = value(
        "ResearchInstitute",
        "科研机构. An institute, laboratory, innovation centre or think tank. Example: 海河实验室",
    )
    SIGNING = value(
        "Signing",
        "签约. A signing ceremony. Example: 校地战略合作签约仪式",
    )
    SOCIAL_ORGANIZATION = value(
        "SocialOrganization",
        "社会组织. An association, society, alliance or foundation. Many are near to government, so it is not aligned with schema:NGO. Example: 天津市集成电路行业协会",
    )
    STRATEGY = value(
        "Strategy",
        "战略. A named strategy or initiative. Example: “一带一路”倡议",
    )
    UNIVERSITY = value(
        "University",
        "高校. A university or college, its schools included. Example: 河北工业大学",
    )
    VENUE = value(
        "Venue",
        "场所. A hall, campus, station, airport, museum and the like. Example: 国家会展中心（天津）",
    )
    VISIT = value(
        "Visit",
        "访问调研. A visit, inspection or talk. Example: 市科技局一行到天津大学调研",
    )


@strawberry.enum(description="How the subject of a fact is related to its object.")
class Relation(Enum):
    """How the subject of a fact is related to its object."""

    ATTENDED = value(
        "attended",
        "出席. Took part in an event. Example: 市科技局有关负责人王建国出席活动",
    )
    AUTHORED = value(
        "authored",
        "撰写. Wrote a document; bylines included. Example: 记者 陈晓 通讯员 周宁",
    )
    CO_BUILT = value(
        "coBuilt",
        "共建. Built or set up together with others; one fact per partner. Example: 天津大学与西青区共建创新中心",
    )
    CO_ORGANIZED = value(
        "coOrganized",
        "协办. Helped to organize an event. Example: 论坛由滨海新区人民政府协办",
    )
    ESTABLISHED = value(
        "established",
        "设立. Founded or set up. Example: 天津大学设立新能源研究院",
    )
    HELD_AT = value(
        "heldAt",
        "举办地. Where an event took place: a place, a park or the premises of a body. Example: 论坛在国家会展中心（天津）举行",
    )
    HOLDS_POST = value(
        "holdsPost",
        "任职于. Holds or held a post at a body; title gives the words of the post. Example: 河北工业大学校长李明远",
    )
    HOSTED = value(
        "hosted",
        "主办. Was the host of an event. Example: 论坛由天津市人民政府主办",
    )
    INVESTED_IN = value(
        "investedIn",
        "投资. Put capital into. Example: 该集团向园区运营公司增资两亿元",
    )
    ISSUED = value(
        "issued",
        "印发. Issued, released or approved a policy. Example: 天津市人民政府印发《天津市促进消费若干措施》",
    )
    LOCATED_IN = value(
        "locatedIn",
        "位于. Lies in, or has settled in, a place, a park or the premises of a body. Example: 该实验室落户天开高教科创园",
    )
    MENTIONS = value(
        "mentions",
        "提及. A document names a thing; count says how often. Example: 本文三次提到天津大学",
    )
    MODERATED = value(
        "moderated",
        "主持. Chaired or moderated an event or a session of it. Example: 论坛由李明远主持",
    )
    PART_OF = value(
        "partOf",
        "隶属于. A department, school, branch or district of. Example: 天津大学化工学院",
    )
    PUBLISHED = value(
        "published",
        "发表. Published or released a document. Example: 研究院发布《京津冀发展报告》",
    )
    SIGNED_WITH = value(
        "signedWith",
        "签约. Signed an agreement with; symmetric, one direction is kept. Example: 天津大学与天津港集团签署合作协议",
    )
    SPOKE_AT = value(
        "spokeAt",
        "发言于. Gave an address, talk or statement at an event. Example: 张伟在论坛上作主旨报告",
    )
    UNDERTOOK = value(
        "undertook",
        "承办. Carried out an event for its hosts. Example: 论坛由天津大学承办",
    )
