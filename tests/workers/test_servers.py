"""The embedded servers keep their data and never outlive the process that started them."""

import asyncio
import smtplib
from email import message_from_bytes
from email.message import EmailMessage

import asyncpg
import pytest
from temporalio.client import Client

from tests.servers import MailCatcher, PostgresServer, TemporalServer, drop_database, make_database

pytestmark = pytest.mark.servers


async def test_each_test_can_have_a_database_of_its_own(postgres: PostgresServer) -> None:
    database = await make_database(postgres)
    connection = await asyncpg.connect(database.dsn)
    assert await connection.fetchval("SELECT current_database()") == database.name
    await connection.close()
    await drop_database(postgres, database)


async def test_temporal_answers(temporal: TemporalServer) -> None:
    client = await Client.connect(temporal.address, namespace=temporal.namespace)
    assert await client.service_client.check_health()


async def test_caught_mail_is_a_file_to_open(mail_catcher: MailCatcher) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "engine@example.org", "li@example.org", "<1@x>"
    mail.set_content("Grüße")

    def send() -> None:
        with smtplib.SMTP(mail_catcher.host, mail_catcher.port) as server:
            server.send_message(mail)

    await asyncio.to_thread(send)
    [kept] = mail_catcher.mails()
    assert message_from_bytes(kept.read_bytes())["To"] == "li@example.org"
    assert kept.stat().st_mode & 0o077 == 0
