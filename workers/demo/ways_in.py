"""What `coaching up` says of signing in: a way in for each of the made-up people, or how to."""

from services.troubles import Trouble
from workers.demo.own_folder import is_demo
from workers.demo.sample_people import samples
from workers.settings import Settings
from workers.wiring import store_of

_HOW = "`coaching sign-in EMAIL` makes a link by which that person signs in, once."


async def ways_in(settings: Settings, address: str) -> list[str]:
    """Lines to print. An agency's own people are nobody's to sign in as unasked."""
    if settings.oidc_issuer is not None:
        return [f"  Signing in        at {settings.oidc_issuer}"]
    if not is_demo(settings.data_dir):
        return [
            f"  Signing in        {_HOW}",
            "  A county to try   `make run`, then `make up-demo`",
        ]
    try:
        async with store_of(settings) as (store, _):
            found = await samples(store, address)
    except Trouble:
        found = []
    if not found:
        return [f"  Signing in        {_HOW}"]
    lines = ["", "Sign in as one of the made-up people; each link is good once, for ten minutes:"]
    lines += [f"  {one.role:<12} {one.person.name:<16} {one.address}" for one in found]
    return [*lines, f"  more links        {_HOW}"]
