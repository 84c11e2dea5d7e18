"""The main text of a page: its paragraphs as printed, and nothing of what stands around them."""

from __future__ import annotations

import pytest

from orchestration.ingest.pages.extraction import extract_page
from orchestration.ingest.pages.vocabulary import read_furniture
from tests.unit.ingest.pages.page_parts import FIRST, PARAGRAPHS, SECOND, THIRD, linked_data, make_page


def paragraphs(html: str) -> list[str]:
    body = extract_page(html).get("body", "")
    return body.split("\n\n") if body else []


@pytest.mark.parametrize(
    "furniture",
    [
        "<figure><img src='a.jpg'><figcaption>The new bridge, seen from the north bank.</figcaption></figure>",
        '<p class="imageCaption">The new bridge, seen from the north bank on a clear morning.</p>',
        '<div class="newsletter-box"><p>Get the newsletter delivered to your inbox every single morning.</p></div>',
        "<p>Sign up for our newsletter and never miss a story from your town again.</p>",
        "<p><a href='/other'>Read more: The ferry that nobody will need from now on</a></p>",
        "<p><a href='/other'>FERRY MAKES ITS LAST CROSSING</a></p>",
        "<p>Advertisement</p>",
        "<aside><p>The river has flooded the town four times in the last hundred years.</p></aside>",
        '<section class="related-articles"><p><a href="/b">Another story about the ferry, and its crew.</a></section>',
        "<div hidden><p>Hidden.</p></div>",
        '<ul><li><b>Transport:</b> <a href="/b">The ferry that nobody will need from now on</a></li></ul>',
        '<div class="bullet-points"><h3>Summary</h3><ul><li>The bridge over the Ister is open at last.</li></ul></div>',
        '<div class="infobox"><p>The river Ister is some forty kilometres long and has nine bridges.</p></div>',
        "<p>This is a breaking news story, more to follow.</p>",
        '<amp-ad type="x"><div>The ferry company invites you to a last crossing, with music and a meal.</div></amp-ad>',
        '<blockquote class="pullquote">We have waited long enough, all of us on both banks.</blockquote>',
        "<p>Get unlimited access to all of our journalism for two crowns.</p><p>Already a subscriber? Log in</p>",
        "<p>Page 2 of 3</p>",
        "<p>We and our 812 partners store and read personal data, like identifiers, on your device.</p>",
        "<p>We use strictly necessary cookies to make this site work, and would like to use others.</p>",
        "<p>Get the latest updates on the bridge and on the traffic in Lindau Falls here.</p>",
    ],
)
def test_what_stands_between_paragraphs_is_left_out(furniture: str) -> None:
    assert paragraphs(make_page(inside=furniture)) == list(PARAGRAPHS)


def test_comments_below_are_left_out() -> None:
    comment = "<p>I have lived here for forty years and I never thought I would see this bridge finished at all.</p>"
    assert paragraphs(make_page(after=f'<div id="comments">{comment * 9}</div>')) == list(PARAGRAPHS)


def test_who_wrote_the_article_is_left_out_at_its_end_only() -> None:
    note = "Ann Bell is a senior researcher at the River Institute, and has written three books on bridges."
    head = '<meta name="author" content="Ann Bell">'
    about = "Tom Reed is a former mayor of Lindau Falls, and has asked for a bridge in every year since he left."
    assert paragraphs(make_page(head=head, texts=[*PARAGRAPHS, note])) == list(PARAGRAPHS)
    assert paragraphs(make_page(head=head, texts=[*PARAGRAPHS, about])) == [*PARAGRAPHS, about]
    assert paragraphs(make_page(head=head, texts=[FIRST, note, SECOND])) == [FIRST, note, SECOND]


def test_a_class_that_describes_the_layout_does_not_cost_the_article() -> None:
    page = make_page().replace('class="story"', 'class="story has-sidebar sidebar-grid"')
    assert paragraphs(page) == list(PARAGRAPHS)


def test_paragraphs_hidden_behind_a_barrier_are_the_articles() -> None:
    page = make_page().replace(f"<p>{SECOND}</p>", f'<p class="paywall" aria-hidden="true">{SECOND}</p>')
    assert paragraphs(page) == list(PARAGRAPHS)


def test_an_article_in_several_parts_is_read_whole() -> None:
    part = '<div class="chunk"><div class="body">{}</div></div>'
    texts = [[f"{text} Part {number}." for text in PARAGRAPHS * 3] for number in range(4)]
    texts = [[f"{place}: {text}" for place, text in enumerate(each)] for each in texts]
    parts = "".join(part.format("".join(f"<p>{text}</p>" for text in each)) for each in texts)
    page = f"<html><head><title>Bridge</title></head><body><main><h1>Bridge</h1>{parts}</main></body></html>"
    assert paragraphs(page) == [text for each in texts for text in each]


def test_paragraphs_cut_by_two_line_breaks_are_apart_and_links_do_not_cut_them() -> None:
    text = f"{FIRST}<br><br>{SECOND.replace('Ann Bell', '<a href=/ann>Ann Bell</a>')}<br/> <br/>{THIRD}"
    page = f"<html><head><title>t</title></head><body><article><h1>Bridge</h1><div>{text}</div></article></body></html>"
    assert paragraphs(page) == list(PARAGRAPHS)


def test_a_printed_standfirst_is_kept_and_one_only_declared_is_not() -> None:
    standfirst = "Eleven years and three mayors later, the town has its bridge"
    head = f'<meta property="og:description" content="{standfirst}">'
    assert paragraphs(make_page(head=head)) == list(PARAGRAPHS)
    printed = make_page(head=head).replace("</h1>", f"</h1><div>{standfirst}</div>")
    assert paragraphs(printed) == [standfirst, *PARAGRAPHS]


def test_the_headline_is_not_said_again_in_the_text() -> None:
    assert paragraphs(make_page(inside="<h2>Bridge opens</h2>")) == list(PARAGRAPHS)
    below_the_name = make_page().replace(
        "<h1>Bridge opens</h1>", "<h1>Office of Works</h1><h2>Bridge opens at last</h2>"
    )
    titled = below_the_name.replace("<title>Bridge opens", "<title>Bridge opens at last - Office of Works")
    assert paragraphs(titled) == list(PARAGRAPHS)


def test_a_page_that_only_asks_for_consent_has_no_text() -> None:
    asked = [
        "We and our 812 partners store and read personal data, like identifiers, on your device.",
        "With your permission we and our partners may use precise geolocation data.",
    ]
    assert paragraphs(make_page(texts=asked)) == []


def test_a_text_that_only_the_declaration_holds_is_read_from_there() -> None:
    text = "\n\n".join(PARAGRAPHS * 2)
    data = linked_data({"@type": "NewsArticle", "headline": "Bridge opens", "articleBody": text})
    page = f"<html><head><title>Bridge opens</title>{data}</head><body><div id='app'></div></body></html>"
    assert paragraphs(page) == list(PARAGRAPHS * 2)


def test_a_page_that_lists_articles_is_none_unless_it_says_so() -> None:
    listed = "".join(
        f'<h3><a href="/{number}">Bridge number {number} opens after years</a></h3><p>{number}: {FIRST}</p>'
        for number in range(9)
    )
    page = make_page(inside=listed)
    assert paragraphs(page) == []
    declared = page.replace("</head>", '<meta property="og:type" content="article"></head>')
    assert f"3: {FIRST}" in paragraphs(declared)
    assert paragraphs(make_page(inside="<h3><a href='/b'>Another bridge opens</a></h3>"))[0] == FIRST


def test_the_posts_of_a_live_page_are_its_text_where_it_prints_none() -> None:
    posts = [
        {"@type": "BlogPosting", "headline": "Now", "articleBody": f"{text} It was noon."} for text in PARAGRAPHS * 2
    ]
    data = linked_data({"@type": "LiveBlogPosting", "headline": "Bridge opens", "liveBlogUpdate": posts})
    page = f"<html><head><title>Bridge opens</title>{data}</head><body><div id='app'></div></body></html>"
    assert paragraphs(page) == [f"{text} It was noon." for text in PARAGRAPHS * 2]


def test_what_is_laid_over_a_short_article_is_not_it_however_long() -> None:
    asked = "<p>Our terms of use have changed, and whoever reads on agrees to all of what they say from now on.</p>" * 9
    article = make_page(texts=[*PARAGRAPHS, "The ferry will stop in March."])
    for attribute in ('role="dialog"', 'class="consent-box"'):
        assert paragraphs(article.replace("<article>", f"<div {attribute}>{asked}</div><article>"))[0] == FIRST
    wrapped = article.replace("<article>", '<div id="cookie-consent-not-given"><article>').replace(
        "</article>", "</article></div>"
    )
    assert paragraphs(wrapped)[0] == FIRST


@pytest.mark.parametrize(
    "text",
    [
        "Sign language interpreters walked out of parliament on Monday.",
        "Follow-up talks will be held in Geneva, the envoy said.",
        "Getting the bridge open took eleven years, the mayor said.",
        "“Get out of here,” she told the reporters.",
        "Photographs of the meeting were published by the ministry on Monday.",
        "Advertisements for the post appeared in March.",
        "Email records show that the minister knew.",
        "He urged the young to sign up for the army before the summer.",
        "By signing the treaty, the two governments agreed to nothing new.",
        "Advertisement spending fell sharply.",
        "Like our neighbours, we will wait, the minister said.",
        "First published in 1922, the novel was banned for thirty years.",
        "Copyright law will be changed, the minister said.",
        "For more than ten years no news of them came, and nobody could visit.",
        "Share prices fell by a tenth after the report.",
        "Support for the government has fallen to a third, according to the poll.",
        "We and our partners will not leave the talks, the envoy said, whatever is said of us at home.",
        "We use sugar for the cookies that the site of the festival is known for, the baker said.",
        "Page 3 of the report names the minister.",
        "Developing story by story, the tower will be finished by June, its architect said.",
        "More to follow his example than ever before, the survey says.",
        "The union has joined the talks, its leader told members in a newsletter on Monday evening, and will stay.",
    ],
)
def test_news_that_begins_like_furniture_is_kept(text: str) -> None:
    assert not read_furniture().is_furniture(text)
