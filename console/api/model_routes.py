"""Coaching models: those there are, and an agency's own brought in, tried, taken out of use."""

import asyncio
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from console.api.callers import Anyone, PersonActs
from console.api.keys import Key
from console.depends import EngineOf
from domain.base.file_faults import Fault
from domain.base.model import Frozen
from domain.process.models import ProcessModel
from services.acting import model_files
from services.coordinating import own_models
from services.coordinating.model_trial import tried
from services.launching.launch_form import models_offered
from services.reading.agencies import agency_of, coordinated_by

router = APIRouter(tags=["models"])
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$")]


class ModelShape(Frozen):
    """A coaching model: what it is for, and its stages by their keys."""

    model: str
    version: int
    title: str
    use: str
    source: str
    stages: tuple[str, ...]

    @classmethod
    def of(cls, one: ProcessModel) -> "ModelShape":
        """A model, as it is shown."""
        return cls(
            model=one.model,
            version=one.version,
            title=one.title,
            use=one.use,
            source=one.source,
            stages=tuple(stage.key for stage in one.stages),
        )


class FileOfModel(Frozen):
    """A model's file (TOML), as text."""

    file: Annotated[str, Field(max_length=model_files.LARGEST)]


class AskedShape(Frozen):
    """One thing a stage asks for: in words, by which act, of which roles."""

    says: str
    act: str
    roles: tuple[str, ...]


class TriedShape(Frozen):
    """A stage, as a made-up engagement came through it."""

    name: str
    asks: tuple[AskedShape, ...]


class CheckedModel(Frozen):
    """What is wrong with a file; without faults, the model, tried."""

    faults: tuple[Fault, ...]
    model: ModelShape | None
    tried: tuple[TriedShape, ...]


@router.get("/models")
async def list_models(engine: EngineOf, caller: Anyone) -> list[ModelShape]:
    """Every coaching model that an engagement can be launched with, in its newest version."""
    agency = await agency_of(engine, caller.person.agency_id)
    return [ModelShape.of(one) for one in models_offered(agency)]


@router.post("/agency/models/check")
async def check_model(engine: EngineOf, caller: PersonActs, given: FileOfModel) -> CheckedModel:
    """Look a file over and try it, before it is put to use."""
    agency = await coordinated_by(engine, caller.person)
    checked = await asyncio.to_thread(model_files.checked, given.file.encode(), "file")
    model = checked.model
    stages = tried(agency, model, engine.clock.now()) if model else []
    return CheckedModel(
        faults=checked.faults,
        model=ModelShape.of(model) if model else None,
        tried=tuple(
            TriedShape(name=one.name, asks=tuple(AskedShape(**vars(a)) for a in one.asks))
            for one in stages
        ),
    )


@router.post("/agency/models", status_code=201)
async def adopt_model(
    engine: EngineOf, caller: PersonActs, given: FileOfModel, key: Key
) -> ModelShape:
    """Put a model of the agency's own to use, or a new version of one."""
    await coordinated_by(engine, caller.person)
    model = await asyncio.to_thread(model_files.sound, given.file.encode(), "file")
    await own_models.adopt(engine, caller.person, key, model)
    return ModelShape.of(model)


@router.delete("/agency/models/{name}", status_code=204)
async def retire_model(engine: EngineOf, caller: PersonActs, name: Name, key: Key) -> None:
    """Take an own model out of use; engagements that have begun by it go on by it."""
    await coordinated_by(engine, caller.person)
    await own_models.retire(engine, caller.person, key, name)
