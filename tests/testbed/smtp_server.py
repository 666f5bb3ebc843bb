"""A real SMTP server on free ports of 127.0.0.1: plain, STARTTLS and implicit TLS, with AUTH.

    smtp_server.py DIRECTORY    (with cert.pem and key.pem in it, and the same with other-, expired- and self- in front)

Writes its ports as one line of JSON, then keeps every message it accepts as a line of DIRECTORY/received.jsonl.
An address says what becomes of it: `refused@` (550), `deferred@` (450), `relayed@` (550 5.7.1) as recipients,
`unverified@` (553) as the sender.
"""

import asyncio
import base64
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

HOME = pathlib.Path(sys.argv[1])
LARGEST = 1 << 20
RECIPIENTS = {
    "refused": "550 5.1.1 No such user here",
    "deferred": "450 4.2.0 Greylisted, try again later",
    "relayed": "550 5.7.1 Relaying denied",
}


class Keeper:
    kept = 0
    pipelining = False

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses[:-1] + ["250-PIPELINING"] * self.pipelining + responses[-1:]

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("unverified@"):
            return "553 5.7.1 Sender address not verified"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = RECIPIENTS.get(address.split("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server, session, envelope):
        Keeper.kept += 1
        record = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "hello": session.host_name,
            "login": session.auth_data.login.decode() if session.auth_data else None,
            "encrypted": session.ssl is not None or server.implicit,
            "content": envelope.content.decode("utf-8", "surrogateescape"),
        }
        with open(HOME / "received.jsonl", "a") as received:
            received.write(json.dumps(record) + "\n")
        return f"250 2.0.0 Ok: queued as {Keeper.kept}"


async def auth_xoauth2(self, server, args):
    """Google's and Microsoft's protocol: a bearer token, and an explanation when it is refused."""
    user, token = base64.b64decode(args[1]).split(b"\x01")[:2]
    if user == b"user=ops@example.org" and token == b"auth=Bearer canary-7f3a91c2":
        return AuthResult(success=True, auth_data=LoginPassword(b"ops@example.org", b""))
    await server.challenge_auth('{"status":"401","schemes":"bearer"}')
    return AuthResult(success=False, handled=False)


Keeper.auth_XOAUTH2 = auth_xoauth2


def login(server, session, envelope, mechanism, data):
    right = data.login == b"ops@example.org" and data.password == b"canary-7f3a91c2"
    return AuthResult(success=right, handled=False, auth_data=data)


def context(name):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(HOME / f"{name}cert.pem", HOME / f"{name}key.pem")
    return tls


def old_tls():
    tls = context("")
    tls.set_ciphers("DEFAULT:@SECLEVEL=0")
    tls.minimum_version = tls.maximum_version = ssl.TLSVersion.TLSv1
    return tls


async def main():
    loop = asyncio.get_running_loop()
    ports = {}

    async def serve(name, implicit=None, pipelining=False, **options):
        def server():
            keeper = Keeper()
            keeper.pipelining = pipelining
            one = SMTP(
                keeper, hostname="mail.example.org", data_size_limit=LARGEST, enable_SMTPUTF8=True,
                authenticator=login, loop=loop, **options,
            )
            one.implicit = implicit is not None
            return one

        listening = await loop.create_server(server, "127.0.0.1", 0, ssl=implicit)
        ports[name] = listening.sockets[0].getsockname()[1]

    await serve("plain", auth_require_tls=False)
    await serve("login_only", auth_require_tls=False, auth_exclude_mechanism=["PLAIN"])
    await serve("starttls", tls_context=context(""), auth_required=True)
    await serve("starttls_other_name", tls_context=context("other-"))
    await serve("implicit", implicit=context(""), auth_require_tls=False, auth_required=True)
    await serve("implicit_other_name", implicit=context("other-"), auth_require_tls=False)
    await serve("implicit_expired", implicit=context("expired-"), auth_require_tls=False)
    await serve("implicit_self_signed", implicit=context("self-"), auth_require_tls=False)
    await serve("implicit_old_tls", implicit=old_tls(), auth_require_tls=False)
    await serve("pipelining", pipelining=True, auth_require_tls=False)
    print(json.dumps(ports), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
