"""What tells a reader's comment, and a feed of them, from an article."""

from __future__ import annotations

import pytest

from orchestration.collect.comments import is_comment, is_feed_of_comments


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://gazette.example/votes#comment-7", True),
        ("https://gazette.example/votes#comment7", True),
        ("https://gazette.example/votes#respond", True),
        ("https://gazette.example/votes#Kommentar_12", True),
        ("https://gazette.example/votes.html?showComment=1514764800000#c12", True),
        ("https://gazette.example/votes?replytocom=7", True),
        ("https://gazette.example/votes#comments", False),
        ("https://gazette.example/votes#commentary", False),
        ("https://gazette.example/comment/votes", False),
        ("https://gazette.example/live#p3", False),
        ("https://gazette.example/votes", False),
        ("http://[", False),
    ],
)
def test_a_comment_is_told_by_what_names_it_in_its_address(address: str, expected: bool) -> None:
    assert is_comment(address) is expected


@pytest.mark.parametrize(
    ("address", "title", "expected"),
    [
        ("/comments/feed/", "", True),
        ("https://gazette.example/feeds/comments/default?alt=rss", "", True),
        ("/?feed=comments-rss2", "The Gazette » Comments Feed", True),
        ("/feed/", "The Gazette: Commentaires", True),
        ("/comment/rss", "The Gazette: comment and debate", False),  # what papers call opinion
        ("/feed/", "The Gazette", False),
        ("https://comments.example/feed/", "Comment", False),
    ],
)
def test_a_feed_of_comments_is_told_by_its_path_or_its_title(address: str, title: str, expected: bool) -> None:
    assert is_feed_of_comments(address, title) is expected
