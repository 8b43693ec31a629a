"""Everything of signing in, as one router."""

from fastapi import APIRouter

from console.signing import link_routes, provider_routes, session_routes


def signing_router() -> APIRouter:
    """Pages and buttons of signing in and out."""
    router = APIRouter(include_in_schema=False)
    for room in (session_routes, link_routes, provider_routes):
        router.include_router(room.router)
    return router
