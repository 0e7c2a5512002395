"""A mail server and a webhook receiver of a test's own, and people to tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import msgspec

from builders_orchestration import T0
from trunkline.kit.db import Tx


class MailServer:
    """Speaks as much SMTP (RFC 5321) as a sender needs. `refuse` maps an address to an answer such as `550 no such user`;
    `mails` are what it took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self.connections = 0
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                writer.write(b"354 go on\r\n")
                text = await reader.readuntil(b"\r\n.\r\n")
                mail = message_from_bytes(text[:-3], policy=policy.default)
                assert isinstance(mail, EmailMessage)
                self.mails.append(mail)
            refused = [said for address, said in self.refuse.items() if word == "RCPT" and f"<{address}>" in line]
            writer.write(f"{refused[0] if refused else '221 bye' if word == 'QUIT' else '250 ok'}\r\n".encode())
            if word == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A mail server on a free port of this machine."""
    made = MailServer()
    async with await asyncio.start_server(made.answer, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A request that a webhook got."""

    headers: dict[str, str]
    body: bytes


class HookServer:
    """Takes POSTs and answers with `statuses`, one after the other, the last one for ever."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.statuses: list[str] = ["204 No Content"]
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        self.received.append(Received(headers=headers, body=body))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def hook_server() -> AsyncIterator[HookServer]:
    """A webhook receiver on a free port of this machine."""
    made = HookServer()
    async with await asyncio.start_server(made.answer, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made


async def plant_people(tx: Tx) -> None:
    """The group `desk` with `ann` and `ben`; `maria`, who approves; `gone` of the desk, who is not active any more."""
    await tx.execute("INSERT INTO assignment_group (name) VALUES ('desk'), ('core')")
    await tx.execute(
        """
        INSERT INTO user_account (user_name, full_name, email, active, created_at)
        SELECT name, initcap(name), name || '@isp.example', name <> 'gone', $1
          FROM unnest('{ann,ben,maria,gone}'::text[]) AS g (name)
        """,
        T0,
    )
    await tx.execute(
        """
        INSERT INTO assignment_group_member (assignment_group, user_id)
        SELECT 'desk', id FROM user_account WHERE user_name IN ('ann', 'ben', 'gone')
        """
    )
    await tx.execute(
        "INSERT INTO user_role (user_id, role) SELECT id, 'serviceOrderManager' FROM user_account WHERE user_name = 'maria'"
    )
