"""What a page complains of while it is open: errors, and what its content policy stopped."""

from playwright.async_api import Page

_COMPLAINTS: dict[Page, list[str]] = {}
_OF_THE_STATUS = "Failed to load resource: the server responded with a status of"


def watched(page: Page) -> Page:
    """Listen to a page from now on."""
    complaints = _COMPLAINTS.setdefault(page, [])
    page.on("pageerror", lambda error: complaints.append(f"error: {error.message}"))
    page.on(
        "console",
        lambda said: (
            complaints.append(f"{said.type}: {said.text}")
            # A refused form is answered 422 on purpose, which browsers note as well.
            if said.type in ("error", "warning") and not said.text.startswith(_OF_THE_STATUS)
            else None
        ),
    )
    page.on(
        "requestfailed",
        lambda one: (
            # Who goes on to the next page does not wait for the last picture of this one.
            complaints.append(f"failed: {one.url}: {one.failure}")
            if one.failure != "net::ERR_ABORTED"
            else None
        ),
    )
    return page


def complaints_of(page: Page) -> list[str]:
    """What was heard since one last asked."""
    heard = _COMPLAINTS.get(page, [])
    found, heard[:] = list(heard), []
    return found
