"""A file that somebody brought in, or its text typed into the page."""

from starlette.datastructures import FormData, UploadFile

from console.rendering.words import say


async def brought(form: FormData) -> tuple[bytes, str]:
    """(content, what to call it) of the file that was chosen; where none was, of the text."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        return await file.read(), file.filename
    return str(form.get("text") or "").encode(), say("form.the_text")
