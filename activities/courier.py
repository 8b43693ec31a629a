"""The way to other systems: HTTP with the signatures of Standard Webhooks."""

from collections.abc import Callable
from datetime import datetime

import httpx
from standardwebhooks import Webhook

from activities.addresses import UnsafeAddress, place_of, resolved
from activities.outbound import Endpoint, FactMessage, NotDelivered

_CONNECT_SECONDS = 5.0
_GONE = 410


class HttpCourier:
    """Implements `activities.outbound.Courier`.

    `now` is the wall clock: receivers refuse signatures that are old by theirs. `loopback`:
    messages may go to this machine.
    """

    def __init__(self, now: Callable[[], datetime], *, loopback: bool = False) -> None:
        self._now = now
        self._loopback = loopback

    async def deliver(self, endpoint: Endpoint, message: FactMessage) -> str:
        """Send one message; any answer of 200 to 299 takes it. Follows no redirect.

        Raises `NotDelivered`.
        """
        try:
            place = place_of(endpoint.url, loopback=self._loopback)
            ip = await resolved(place)
        except UnsafeAddress as unsafe:
            raise NotDelivered(f"address: {unsafe.why}") from None
        url = httpx.URL(endpoint.url)
        host = url.netloc.decode()
        timeout = httpx.Timeout(None, connect=_CONNECT_SECONDS)
        try:
            async with httpx.AsyncClient(timeout=timeout, trust_env=False) as client:
                # To the address that was checked, under the name that was given.
                async with client.stream(
                    "POST",
                    url.copy_with(host=ip),
                    content=message.body.encode(),
                    headers={**self._signed(endpoint, message), "Host": host},
                    extensions={"sni_hostname": place.host},
                ) as answer:
                    status = answer.status_code
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from None
        if not 200 <= status < 300:
            raise NotDelivered(str(status), gone=status == _GONE)
        return str(status)

    def _signed(self, endpoint: Endpoint, message: FactMessage) -> dict[str, str]:
        now = self._now()
        return {
            "Content-Type": "application/json",
            "User-Agent": "coaching-engagements",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(endpoint.secret).sign(
                message.message_id, now, message.body
            ),
        }
