"""Some twenty invented outlets on two days: friendly, slow, broken, hostile and moved ones, and what should come."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.integration.played_sites import (
    FETCHING,
    Answer,
    PlayedSites,
    article,
    drip,
    rss,
    stream_without_end,
    talk_nonsense,
)

DATES = {1: "Fri, 20 Nov 2026 05:00:00 GMT", 2: "Sat, 21 Nov 2026 05:00:00 GMT"}
DAYS = {1: "2026-11-20", 2: "2026-11-21"}
LONG = " ".join(f"Sentence {number} of the report says what the ferrymen want." for number in range(30))

# outlet -> the code of its failure, on both days
FAILING = {
    "Slow Courier": "timeout",
    "Broken Bugle": "broken_feed",
    "Down Dispatch": "http_error",
    "Busy Bulletin": "retry_later",
    "Circle Chronicle": "too_many_redirects",
    "Inside Informer": "refused_address",
    "Bomb Bulletin": "too_large",
    "Endless Echo": "too_large",
    "Entity Examiner": "xml_entities",
    "External Express": "xml_entities",
    "Closed Clarion": "robots",
    "Nonsense News": "broken_answer",
    "Nameless News": "unknown_host",
    "Page Post": "not_a_feed",
}
# outlet -> the last part of the addresses of its articles on the first day
ARTICLES = {
    "Lantern Post": ["bridge", "ferry", "vote"],
    "Atom Argus": ["whole"],
    "Jay Journal": ["jay"],
    "River Record": ["river"],
    "Harbour Gazette": ["harbour"],
    "Index Inquirer": ["one", "two"],
    "Still Standard": ["quiet"],
    "Moved Mercury": ["moved"],
    "Patient Press": ["patient"],
    "River Ministry": ["latest"],
    "Odd Observer": ["good"],
    "Typed Archive": ["a", "b"],
}
# What a feed of otherwise good entries may hold: path or address -> the code of the reject
ODD_ENTRIES = {
    "/gone": "not_found",
    "/report.pdf": "not_a_page",
    "/private/a": "robots",
    "http://169.254.169.254/latest/": "refused_address",
    "http://10.1.2.3/admin": "refused_address",
}


class PlayedDay:
    """The sites as they are on a day; `sources` is the configuration that names them all."""

    def __init__(self, sites: PlayedSites, folder: Path) -> None:
        self.sites = sites
        self.folder = folder
        folder.mkdir()

    def sources(self) -> dict[str, Any]:
        """The content of sources.yml."""
        url = self.sites.url
        good: list[dict[str, Any]] = [
            {"name": "Lantern Post", "feeds": [url("lantern.example", "/rss.xml")], "country": "EE", "language": "en"},
            {"name": "Atom Argus", "feeds": [url("argus.example", "/atom.xml")]},
            {"name": "Jay Journal", "feeds": [url("jay.example", "/feed.json")]},
            {"name": "River Record", "feeds": [url("river.example", "/rdf.xml")]},
            {"name": "Harbour Gazette", "sitemaps": [url("harbour.example", "/news.xml.gz")]},
            {"name": "Index Inquirer", "sitemaps": [url("index.example", "/index.xml")]},
            {"name": "Still Standard", "feeds": [url("still.example", "/rss.xml")]},
            {"name": "Moved Mercury", "feeds": [url("moved.example", "/old.xml")]},
            {"name": "Patient Press", "feeds": [url("patient.example", "/rss.xml")]},
            {"name": "River Ministry", "pages": [url("ministry.example", "/latest")], "country": "LV"},
            {"name": "Odd Observer", "feeds": [url("odd.example", "/rss.xml")]},
            {"name": "Typed Archive", "folders": [str(self.folder)]},
        ]
        hosts = {name: f"{name.split()[0].lower()}.example" for name in FAILING} | {"Nameless News": "nameless.invalid"}
        failing = [
            {"name": name, "sitemaps" if name == "External Express" else "feeds": [url(host, "/rss.xml")]}
            for name, host in hosts.items()
        ]
        return {"fetching": FETCHING, "outlets": [*good, *failing]}

    def set(self, day: int) -> None:
        """Make it that day."""
        self._put_good(day)
        self._put_formats(day)
        self._put_odd(day)
        self._put_failing()

    def _put_good(self, day: int) -> None:
        put = self.sites.put
        stories = [("bridge", "The bridge"), ("ferry", "The ferry"), ("vote", "The vote")]
        stories += [("winter", "The winter")] if day == 2 else []
        for slug, title in stories:
            text = f"{title} was talked about at length." + (" A correction was added." * (day == 2 and slug == "vote"))
            more = {"x_edition": "evening", "set_cookie": "visitor=1", "x_long": "y" * 5000}
            put("lantern.example", f"/{slug}", article(title, text, date=DAYS[1]), content_type="text/html", **more)
        items = [(f"/{slug}?utm_source=feed", title, DATES[1]) for slug, title in reversed(stories)]
        put("lantern.example", "/rss.xml", rss(*items))

        def still(headers: Mapping[str, str]) -> Answer:
            if headers.get("if-none-match") == '"still"':
                return Answer(status=304)
            return Answer(rss(("/quiet", "A quiet story", DATES[1])).encode(), headers={"etag": '"still"'})

        put("still.example", "/rss.xml", still)
        put("still.example", "/quiet", article("A quiet story", "Nothing happened at the lock."))
        put("moved.example", "/old.xml", Answer(status=301, headers={"location": "/new.xml"}))
        put("moved.example", "/new.xml", rss(("/moved", "A moved story", DATES[1])))
        put("moved.example", "/moved", article("A moved story", "The archive moved to the mill."))
        tries = iter([Answer(status=503, headers={"retry-after": "0"})])
        patient = Answer(rss(("/patient", "A patient story", DATES[1])).encode())
        put("patient.example", "/rss.xml", lambda _: next(tries, patient))
        put("patient.example", "/patient", article("A patient story", "The clerk waited for the tide."))
        notice = "The ministry opens the lock." if day == 1 else "The ministry closes the lock again."
        put("ministry.example", "/latest", article("Notice", notice))
        lines = [
            {"title": f"Typed {number}", "body": LONG, "url": f"https://typed.example/{number}"} for number in "ab"
        ]
        typed = self.folder / "typed.jsonl"
        if not typed.exists():  # a file that is written anew is read anew
            typed.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    def _put_formats(self, day: int) -> None:
        put = self.sites.put
        changed = "<p>It was corrected later.</p>" if day == 2 else ""
        atom = (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Argus</title><entry><title>The whole text</title>"
            f"<link href='/whole'/><published>{DAYS[1]}T04:00:00Z</published><updated>{DAYS[day]}T04:00:00Z</updated>"
            f"<content type='html'>&lt;p&gt;{LONG}&lt;/p&gt;{changed.replace('<', '&lt;')}</content></entry></feed>"
        )
        put("argus.example", "/atom.xml", atom)
        items = [{"id": "1", "url": "/jay", "title": "The jay", "content_text": LONG, "date_published": DAYS[1]}]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Jay", "items": items}
        put("jay.example", "/feed.json", json.dumps(feed))
        rdf = (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
            "<channel/><item><title>The river</title><link>/river</link></item></rdf:RDF>"
        )
        put("river.example", "/rdf.xml", rdf)
        put("river.example", "/river", article("The river", "The river rose by a hand."))
        put("harbour.example", "/news.xml.gz", gzip.compress(news_sitemap(("/harbour", DAYS[day])).encode()))
        put("harbour.example", "/harbour", article("The harbour", "The harbour froze over."))
        index = "".join(f"<sitemap><loc>/part{number}.xml</loc></sitemap>" for number in (1, 2))
        put("index.example", "/index.xml", f"<sitemapindex>{index}</sitemapindex>")
        put("index.example", "/part1.xml", news_sitemap(("/one", DAYS[1]), ("/old", "2020-01-01")))
        put("index.example", "/part2.xml", news_sitemap(("/two", DAYS[1])))
        for path in ("/one", "/two", "/old"):
            put("index.example", path, article(f"Story {path}", f"The story {path} is told here."))

    def _put_odd(self, day: int) -> None:
        put = self.sites.put
        put("odd.example", "/robots.txt", "User-agent: Hearsay\nDisallow: /private\n")
        put("odd.example", "/good", article("A good story", "The mill turned again."))
        put("odd.example", "/report.pdf", b"%PDF-1.7", content_type="application/pdf")
        listed = [(address, f"Odd {number}", DATES[1]) for number, address in enumerate(ODD_ENTRIES)]
        feed = rss(("/good", "A good story", DATES[1]), *listed)
        no_address = "<item><title>No address</title><link>file:///etc/passwd</link></item></channel>"
        put("odd.example", "/rss.xml", feed.replace("</channel>", no_address))

    def _put_failing(self) -> None:
        put = self.sites.put
        bomb = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
        external = "<!DOCTYPE urlset SYSTEM 'file:///etc/passwd'><urlset/>"
        put("slow.example", "/rss.xml", Answer(play=drip))
        put("broken.example", "/rss.xml", "<rss><chan<<nel>")
        put("down.example", "/rss.xml", Answer(status=500))
        put("busy.example", "/rss.xml", Answer(status=429, headers={"retry-after": "86400"}))
        put("circle.example", "/rss.xml", Answer(status=302, headers={"location": "/rss.xml"}))
        put("inside.example", "/rss.xml", Answer(status=302, headers={"location": "http://127.0.0.1:9/"}))
        put("bomb.example", "/rss.xml", gzip.compress(b" " * 50_000_000), content_encoding="gzip")
        put("endless.example", "/rss.xml", Answer(play=stream_without_end))
        put("entity.example", "/rss.xml", bomb + "<rss version='2.0'><channel><title>&b;</title></channel></rss>")
        put("external.example", "/rss.xml", external)
        put("closed.example", "/robots.txt", "User-agent: *\nDisallow: /")
        put("closed.example", "/rss.xml", rss(("/a", "A", DATES[1])))
        put("nonsense.example", "/rss.xml", Answer(play=talk_nonsense))
        put("page.example", "/rss.xml", article("A page", "This is no feed at all."), content_type="text/html")


def news_sitemap(*items: tuple[str, str]) -> str:
    """A news sitemap of (address, day)."""
    listed = "".join(
        f"<url><loc>{url}</loc><n:news><n:publication_date>{day}</n:publication_date><n:title>{url}</n:title></n:news></url>"
        for url, day in items
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f"<urlset xmlns='{space}' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{listed}</urlset>"
