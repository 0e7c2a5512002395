"""Whom to call about an item: kept as related parties of the item, and read from them in the spellings that occur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trunkline.kit.errors import Problem
from trunkline.ordering.errors import ServiceOrderInvalid, UnknownContact
from trunkline.ordering.model import Contact

CONTACT = "Contact"  # the @referredType that we write
_CONTACT_WORDS = ("contact", "orderlineitemcontact", "customercontact")


def _is_contact(party: object) -> bool:
    if not isinstance(party, Mapping):
        return False
    kind, role = party.get("@referredType"), party.get("role")
    return (isinstance(kind, str) and kind.lower() in _CONTACT_WORDS) or (
        isinstance(role, str) and role.lower().endswith("contact")  # contact, siteContact, technicalContact ...
    )


def _in_service(body: Mapping[str, object]) -> Mapping[str, object] | None:
    """The item's service when its contacts are kept there: TMF641 knows related parties of the service, the trade
    sends them with the item as well. Contacts stay where they came."""
    service = body.get("service")
    if not isinstance(service, Mapping) or any(map(_is_contact, _listed(body))):
        return None
    return service if any(map(_is_contact, _listed(service))) else None


def _listed(holder: Mapping[str, object]) -> list[Any]:
    parties = holder.get("relatedParty")
    return list(parties) if isinstance(parties, Sequence) and not isinstance(parties, str) else []


def _with_parties(body: Mapping[str, object], parties: list[Any]) -> dict[str, object]:
    service = _in_service(body)
    if service is None:
        return {**body, "relatedParty": parties}
    return {**body, "service": {**service, "relatedParty": parties}}


def _parties(body: Mapping[str, object]) -> list[Any]:
    """The item's related parties; a contact without an id has one from its position, and keeps it once it is saved."""
    listed = _listed(_in_service(body) or body)
    return [
        {**party, "id": f"contact-{n}"} if _is_contact(party) and not _text(party, "id") else party
        for n, party in enumerate(listed, start=1)
    ]


def _text(party: Mapping[str, Any], *names: str) -> str | None:
    return next((value for name in names if isinstance(value := party.get(name), str) and value.strip()), None)


def _contact(party: Mapping[str, Any]) -> Contact:
    whole = _text(party, "name") or ""
    first, _, last = whole.rpartition(" ")
    return Contact(
        id=_text(party, "id") or "",
        first_name=_text(party, "firstName", "givenName") or first,
        last_name=_text(party, "lastName", "familyName") or last,
        phone=_text(party, "phone", "businessPhone", "phoneNumber"),
        email=_text(party, "email", "emailAddress"),
    )


def contacts_of(body: Mapping[str, object]) -> list[Contact]:
    """The contacts among an item's related parties."""
    return [_contact(party) for party in _parties(body) if _is_contact(party)]


def check_contact(contact: Contact) -> None:
    """Raises ServiceOrderInvalid unless the contact has a name and a way to reach it."""
    problems = []
    if not contact.first_name.strip() or not contact.last_name.strip():
        problems.append(Problem(field="lastName", what="the name is not complete", action="send first and last name"))
    if not (contact.phone or "").strip() and not (contact.email or "").strip():
        problems.append(Problem(field="phone", what="the contact cannot be reached", action="send a phone or an email"))
    if contact.email and "@" not in contact.email:
        problems.append(Problem(field="email", what=f"'{contact.email}' is no email address", action="send name@host"))
    if problems:
        raise ServiceOrderInvalid(f"the contact cannot be saved: {problems[0].what}", problems=problems)


def _party(contact: Contact) -> dict[str, object]:
    party: dict[str, object] = {
        "id": contact.id,
        "role": "contact",
        "firstName": contact.first_name,
        "lastName": contact.last_name,
        "name": f"{contact.first_name} {contact.last_name}".strip(),
        "@type": "RelatedParty",
        "@referredType": CONTACT,
    }
    party |= {name: value for name, value in (("phone", contact.phone), ("email", contact.email)) if value}
    return party


def free_contact_id(body: Mapping[str, object]) -> str:
    """An id that no contact of the item has yet."""
    taken, n = {contact.id for contact in contacts_of(body)}, 1
    while f"contact-{n}" in taken:
        n += 1
    return f"contact-{n}"


def with_contact(body: Mapping[str, object], contact: Contact) -> dict[str, object]:
    """The item's body with the contact added, or put in place of the one with its id."""
    parties, new = _parties(body), _party(contact)
    for i, party in enumerate(parties):
        if _is_contact(party) and party["id"] == contact.id:
            parties[i] = {**party, **new}
            return _with_parties(body, parties)
    return _with_parties(body, [*parties, new])


def find_contact(body: Mapping[str, object], contact_id: str) -> Contact:
    """The contact; raises UnknownContact when the item has none of that id."""
    for contact in contacts_of(body):
        if contact.id == contact_id:
            return contact
    raise UnknownContact(f"the item has no contact '{contact_id}'")


def without_contact(body: Mapping[str, object], contact_id: str) -> dict[str, object]:
    """The item's body without the contact; raises UnknownContact."""
    find_contact(body, contact_id)
    left = [party for party in _parties(body) if not (_is_contact(party) and party["id"] == contact_id)]
    return _with_parties(body, left)
