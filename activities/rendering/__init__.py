"""Turns frozen data into what people read: PDF documents and mails."""
