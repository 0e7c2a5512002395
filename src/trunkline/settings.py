"""What can be set from outside: one table, read from the environment by the composition roots and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec
import platformdirs

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Invalid, Problem


class SettingInvalid(Invalid):
    """An environment variable has a value that cannot be used."""

    contract = Contract(
        "A setting of the installation cannot be used.",
        "Correct the variable that is named; docs/settings.md says how.",
        field="variable",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.PLATFORM_OPERATOR,
    )


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One run's settings. Each field is read from the environment variable `TRUNKLINE_` + its name in upper case."""

    database_url: str | None  # None: the embedded server
    data: Path  # folder of the embedded server
    host: str
    port: int  # 0: any free one
    concurrency: int  # work items that one worker process has in hand at a time
    largest_attachment: int  # bytes
    execution_engine: str  # local, temporal, dbos
    temporal_address: str  # host:port, with the engine temporal
    upgrade_inventory: bool  # a change made with a newer version of a specification upgrades inventory
    serviceability_url: str | None  # of a TMF645 checkServiceQualification resource
    serviceability_token: str | None  # a reference to its bearer token
    appointment_url: str | None  # of a TMF646 system that keeps appointments; None: our own calendars
    appointment_token: str | None  # a reference to its bearer token
    smtp_url: str | None  # None: no mails are sent
    mail_sender: str
    webhook_hosts: tuple[str, ...]  # that notifications may be sent to
    workspace_url: str  # links in mails begin with it; empty: mails have none
    campaign_limit: int  # a campaign of more fallouts needs a second person
    hidden_fields: tuple[str, ...]  # besides the usual ones, hidden in what fallouts show of requests and answers
    log_level: str  # debug, info, warning, error

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url is None


# name -> what it means; `docs/settings.md` has the same names, kept so by a test
SETTINGS: Final[dict[str, str]] = {
    "TRUNKLINE_DATABASE_URL": "postgresql:// address of a PostgreSQL 15 or newer; unset: the embedded one",
    "TRUNKLINE_DATA": "folder of the embedded database; default: the user's data folder, /var/lib/trunkline for root",
    "TRUNKLINE_HOST": "address on which the web server listens; default 127.0.0.1",
    "TRUNKLINE_PORT": "port on which the web server listens, 0 for any free one; default 8080",
    "TRUNKLINE_CONCURRENCY": "work items that one worker process has in hand at a time; default 1000",
    "TRUNKLINE_LARGEST_ATTACHMENT": "how large an attached file may be, in bytes; default 25000000",
    "TRUNKLINE_EXECUTION_ENGINE": "where automated tasks are carried out: local, temporal or dbos; default local",
    "TRUNKLINE_TEMPORAL_ADDRESS": "host:port of the Temporal server, for the engine temporal; default localhost:7233",
    "TRUNKLINE_UPGRADE_INVENTORY": "on: a change made with a newer version of a specification upgrades inventory; off: it is refused",
    "TRUNKLINE_SERVICEABILITY_URL": "address of a TMF645 checkServiceQualification resource that is asked about places",
    "TRUNKLINE_SERVICEABILITY_TOKEN": "where its bearer token is: env:NAME or file:/path",
    "TRUNKLINE_APPOINTMENT_URL": "address of a TMF646 appointment API that keeps appointments; unset: the calendars of groups",
    "TRUNKLINE_APPOINTMENT_TOKEN": "where its bearer token is: env:NAME or file:/path",
    "TRUNKLINE_SMTP_URL": "mail server: smtp://user:password@host:587 or smtps://...; unset: no mails are sent",
    "TRUNKLINE_MAIL_SENDER": "whom mails come from; default Trunkline <trunkline@localhost>",
    "TRUNKLINE_WEBHOOK_HOSTS": "hosts that notifications may be sent to, separated by commas; unset: none",
    "TRUNKLINE_WORKSPACE_URL": "address at which people reach the workspace, for links in mails",
    "TRUNKLINE_CAMPAIGN_LIMIT": "a campaign of more fallouts than this is approved by a second person; default 100",
    "TRUNKLINE_HIDDEN_FIELDS": "names of fields hidden in fallouts besides passwords and the like, separated by commas",
    "TRUNKLINE_LOG_LEVEL": "debug, info, warning or error; default warning",
}
LARGEST_ATTACHMENT: Final = 25_000_000  # bytes
CAMPAIGN_LIMIT: Final = 100  # fallouts
ENGINES: Final = ("local", "temporal", "dbos")
LOG_LEVELS: Final = ("debug", "info", "warning", "error")


def default_data_folder() -> Path:
    """Where the embedded database lies unless said otherwise: never in a checkout."""
    if os.geteuid() == 0:
        return Path("/var/lib/trunkline")
    return Path(platformdirs.user_data_dir("trunkline"))


def _address(environment: Mapping[str, str], name: str, schemes: tuple[str, ...], problems: list[Problem]) -> str:
    """An address with one of these schemes and a host, or the empty string; what is wrong never shows a password."""
    text = environment.get(name) or ""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if text and not fits:
        action = f"set it to {schemes[0]}://host:port"
        problems.append(Problem(field=name, what="it is no address of that kind", action=action))
    return text


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment; an empty variable counts as unset.

    Raises SettingInvalid, listing every variable that is wrong.
    """
    problems: list[Problem] = []

    def number(name: str, default: int, lowest: int, highest: int) -> int:
        text = environment.get(name) or str(default)
        if text.isascii() and text.isdigit() and lowest <= int(text) <= highest:
            return int(text)
        action = f"set it to a whole number from {lowest} to {highest}, or unset it for {default}"
        problems.append(Problem(field=name, what=f"'{text}' is no such number", action=action))
        return default

    log_level = (environment.get("TRUNKLINE_LOG_LEVEL") or "warning").lower()
    if log_level not in LOG_LEVELS:
        action = "set it to one of: " + ", ".join(LOG_LEVELS)
        problems.append(Problem(field="TRUNKLINE_LOG_LEVEL", what=f"'{log_level}' is no log level", action=action))
    engine = (environment.get("TRUNKLINE_EXECUTION_ENGINE") or "local").lower()
    if engine not in ENGINES:
        action = "set it to one of: " + ", ".join(ENGINES)
        problems.append(Problem(field="TRUNKLINE_EXECUTION_ENGINE", what=f"'{engine}' is no engine", action=action))
    upgrade = (environment.get("TRUNKLINE_UPGRADE_INVENTORY") or "on").lower()
    if upgrade not in ("on", "off"):
        action = "set it to on or off, or unset it for on"
        problems.append(Problem(field="TRUNKLINE_UPGRADE_INVENTORY", what=f"'{upgrade}' is neither", action=action))
    url = environment.get("TRUNKLINE_SERVICEABILITY_URL") or ""
    if url and not url.startswith(("http://", "https://")):
        action = "set it to an http or https address, or unset it"
        problems.append(
            Problem(field="TRUNKLINE_SERVICEABILITY_URL", what=f"'{url}' is no such address", action=action)
        )
    data = environment.get("TRUNKLINE_DATA")
    appointment_url = _address(environment, "TRUNKLINE_APPOINTMENT_URL", ("https", "http"), problems)
    smtp_url = _address(environment, "TRUNKLINE_SMTP_URL", ("smtp", "smtps"), problems)
    workspace_url = _address(environment, "TRUNKLINE_WORKSPACE_URL", ("http", "https"), problems)
    sender = environment.get("TRUNKLINE_MAIL_SENDER") or "Trunkline <trunkline@localhost>"
    if "@" not in parseaddr(sender)[1] or any(ord(letter) < 32 for letter in sender):
        action = "set it to name@host or Name <name@host>"
        problems.append(Problem(field="TRUNKLINE_MAIL_SENDER", what=f"'{sender}' is no mail address", action=action))
    hosts = (host.strip() for host in (environment.get("TRUNKLINE_WEBHOOK_HOSTS") or "").split(","))
    hidden = (field.strip() for field in (environment.get("TRUNKLINE_HIDDEN_FIELDS") or "").split(","))
    settings = Settings(
        database_url=environment.get("TRUNKLINE_DATABASE_URL") or None,
        data=Path(data).expanduser() if data else default_data_folder(),
        host=environment.get("TRUNKLINE_HOST") or "127.0.0.1",
        port=number("TRUNKLINE_PORT", 8080, 0, 65535),
        concurrency=number("TRUNKLINE_CONCURRENCY", 1000, 1, 10_000),
        largest_attachment=number("TRUNKLINE_LARGEST_ATTACHMENT", LARGEST_ATTACHMENT, 1, 500_000_000),
        execution_engine=engine,
        temporal_address=environment.get("TRUNKLINE_TEMPORAL_ADDRESS") or "localhost:7233",
        upgrade_inventory=upgrade == "on",
        serviceability_url=environment.get("TRUNKLINE_SERVICEABILITY_URL") or None,
        serviceability_token=environment.get("TRUNKLINE_SERVICEABILITY_TOKEN") or None,
        appointment_url=appointment_url or None,
        appointment_token=environment.get("TRUNKLINE_APPOINTMENT_TOKEN") or None,
        smtp_url=smtp_url or None,
        mail_sender=sender,
        webhook_hosts=tuple(host for host in hosts if host),
        workspace_url=workspace_url,
        campaign_limit=number("TRUNKLINE_CAMPAIGN_LIMIT", CAMPAIGN_LIMIT, 0, 50_000),
        hidden_fields=tuple(field for field in hidden if field),
        log_level=log_level,
    )
    if problems:
        raise SettingInvalid("the environment has settings that cannot be used", problems=problems)
    return settings
