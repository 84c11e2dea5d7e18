"""An OpenID Connect provider on the loopback: a real server with the endpoints, keys and checks of the protocol."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "hearsay", "a secret of the client"


class PlayedProvider:
    """The provider's state: its key, the accounts that a visitor may choose, and the codes that it gave out."""

    def __init__(self, accounts: dict[str, dict[str, Any]]) -> None:
        self.accounts = accounts
        self.key = RSAKey.generate_key(2048, parameters={"kid": "played", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.refused: list[str] = []
        self.issuer = ""

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, asked: dict[str, str], account: str | None) -> tuple[int, str, str]:
        """The page that asks who one is, or the way back with a code: status, location, body."""
        if asked.get("client_id") != CLIENT_ID or asked.get("response_type") != "code":
            return 400, "", "unknown client"
        if account is None:
            chosen = [
                f'<p><a href="/authorization?{urlencode({**asked, "account": name})}">Go on as {name}</a></p>'
                for name in [*self.accounts, "nobody"]
            ]
            return 200, "", f"<!doctype html><title>Played provider</title><h1>Who are you?</h1>{''.join(chosen)}"
        back = {"state": asked["state"]}
        if account == "nobody":
            return 302, f"{asked['redirect_uri']}?{urlencode({**back, 'error': 'access_denied'})}", ""
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "account": account}
        return 302, f"{asked['redirect_uri']}?{urlencode({**back, 'code': code})}", ""

    def give_token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The identity token for a code, once, for the client that has the secret and the verifier."""
        given = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ""
        client = given or f"{form.get('client_id')}:{form.get('client_secret')}"
        asked = self.codes.pop(form.get("code", ""), None)
        if client.replace("+", " ").replace("%20", " ") != f"{CLIENT_ID}:{CLIENT_SECRET}" or asked is None:
            self.refused.append("client or code")
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked.get("code_challenge", challenge) != challenge or asked["redirect_uri"] != form.get("redirect_uri"):
            self.refused.append("verifier or redirect address")
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": asked["account"], "iat": now, "exp": now + 600,
                  **self.accounts[asked["account"]]}  # fmt: skip
        if "nonce" in asked:
            claims["nonce"] = asked["nonce"]
        token = jwt.encode({"alg": "RS256", "kid": "played"}, claims, self.key)
        return 200, {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 600,
                     "id_token": token}  # fmt: skip


@contextmanager
def play_provider(accounts: dict[str, dict[str, Any]]) -> Iterator[PlayedProvider]:
    """A provider on a free port of the loopback, by the accounts' names with the claims of each."""
    provider = PlayedProvider(accounts)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/.well-known/openid-configuration":
                self.answer(200, json.dumps(provider.describe()), "application/json")
            elif parts.path == "/jwks":
                keys = {"keys": [provider.key.as_dict(private=False)]}
                self.answer(200, json.dumps(keys), "application/json")
            elif parts.path == "/authorization":
                account = asked.pop("account", None)
                status, location, body = provider.authorize(asked, account)
                self.answer(status, body, "text/html; charset=utf-8", location)
            else:
                self.answer(404, "", "text/plain")

        def do_POST(self) -> None:
            written = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            form = {name: values[0] for name, values in parse_qs(written).items()}
            status, answer = provider.give_token(form, self.headers.get("Authorization", ""))
            self.answer(status, json.dumps(answer), "application/json")

        def answer(self, status: int, body: str, kind: str, location: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            """Nothing is said: a test prints what it needs."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
