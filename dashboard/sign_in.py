"""Who may see the dashboard: everybody at this machine, or whom an OpenID Connect provider vouches for.

Without sign-in the pages are shown over the loopback alone; where somebody opens the server to other machines without
it, nothing is shown. Everything that is not understood means "no".
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.frame import read_style
from dashboard.markup import element, join, text
from dashboard.settings import DashboardSettings


@dataclass(frozen=True)
class Access:
    """Which of those who sign in are admitted. Without emails and domains it is everybody."""

    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    require_verified_email: bool = True

    def admits(self, user: Mapping[str, Any]) -> bool:
        """Whether the claims of a signed-in user (of its identity token) fit."""
        if not self.emails and not self.domains:
            return True
        email = str(user.get("email") or "").casefold()
        # Some providers let a user write any address into an account: then it proves nothing.
        if self.require_verified_email and user.get("email_verified") is not True:
            return False
        local_part, _, domain = email.rpartition("@")
        return email in self.emails or (bool(local_part) and domain in self.domains)


def admit(settings: DashboardSettings) -> bool:
    """Whether the pages may be shown to this reader; where not, what to do is shown in their place."""
    if settings.sign_in is None:
        if is_loopback(st.get_option("server.address")):
            return True
        _refuse(
            "This dashboard is open to other machines, without sign-in.",
            "Nothing is shown. Start it with `hearsay dashboard`, which listens on this machine alone, or name the "
            "file of an OpenID Connect provider in HEARSAY_SIGN_IN.",
        )
        return False
    try:
        access = read_access(settings.sign_in)
    except (OSError, ValueError) as error:
        _refuse("Sign-in is not set up.", f"The file that HEARSAY_SIGN_IN names cannot be used: {error}.")
        return False
    if not hasattr(st.user, "is_logged_in"):
        _refuse(
            "Sign-in is not set up.",
            "HEARSAY_SIGN_IN names a file that this server was not started with: start it with `hearsay dashboard`.",
        )
        return False
    if not st.user.is_logged_in:
        _offer_sign_in()
        return False
    if not access.admits(st.user.to_dict()):
        _refuse(
            f"{st.user.get('email') or 'This account'} has no access here.",
            "Sign in with another account, or ask whoever runs this dashboard.",
        )
        st.button("Sign out", on_click=st.logout, key="sign_out")
        return False
    return True


def name_reader(settings: DashboardSettings) -> str | None:
    """Who is signed in; None where the dashboard asks nobody to sign in."""
    if settings.sign_in is None:
        return None
    return str(st.user.get("email") or st.user.get("name") or "an account without a name")


def show_sign_out(settings: DashboardSettings) -> None:
    """Who is signed in, and the way out, at the foot of a page."""
    name = name_reader(settings)
    if name is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="signed_in"):
        st.html(element("span", text(f"Signed in as {name}"), "hs-caption"))
        st.button("Sign out", on_click=st.logout, key="sign_out", type="tertiary")


def read_access(path: Path) -> Access:
    """The rules of access from the section [access] of a file of sign-in.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no TOML, has no section [auth], or [access] holds something unknown.
    """
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    if not isinstance(written.get("auth"), dict):
        raise ValueError("it has no section [auth]")
    access = written.get("access", {})
    if not isinstance(access, dict):
        raise ValueError("[access] is one section with settings")
    unknown = set(access) - {"emails", "domains", "require_verified_email"}
    if unknown:
        raise ValueError(f"[access] has no setting {', '.join(sorted(unknown))}")
    lists = [access.get("emails", []), access.get("domains", [])]
    if not all(isinstance(each, list) and all(isinstance(value, str) for value in each) for each in lists):
        raise ValueError("emails and domains under [access] are lists of texts")
    verified = access.get("require_verified_email", True)
    if not isinstance(verified, bool):
        raise ValueError("require_verified_email under [access] is true or false")
    emails, domains = (frozenset(value.strip().casefold() for value in each) for each in lists)
    return Access(emails, domains, verified)


def is_loopback(address: Any) -> bool:
    """Whether a server that listens on an address is reached from its own machine alone; none means all addresses."""
    if str(address) == "localhost":
        return True
    try:
        return ip_address(str(address)).is_loopback
    except ValueError:
        return False


def _offer_sign_in() -> None:
    st.html(read_style())
    st.title("Hearsay", anchor=False)
    st.html(element("p", text("Who said what in the news. Sign in to see it."), "hs-lede"))
    st.button("Sign in", on_click=st.login, type="primary", key="sign_in")


def _refuse(heading: str, explanation: str) -> None:
    st.html(read_style())
    st.title("Hearsay", anchor=False)
    words = [element("p", element("strong", text(heading))), element("p", text(explanation))]
    st.html(element("div", join(words), "hs-empty hs-wrong", role="alert"))
