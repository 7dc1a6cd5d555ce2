"""What the parsers hand out: the vocabulary that the whole house shares. Values only, no behaviour beyond look-ups."""

from parsers.model.commands import Account, Argument, Command, CommandName, NumberedAnswer
from parsers.model.form import NOTHING, SEPARATOR, Fields, Form, Marker, Priority, Remark, RemarkCode, Subject
from parsers.model.mail import (
    Address,
    AuthenticationResults,
    Automatic,
    AutomaticKind,
    File,
    Message,
    MethodResult,
    SealedResults,
    Token,
)
from parsers.model.trackers import TrackerEvent, TrackerMail, TrackerPerson

__all__ = [
    "NOTHING",
    "SEPARATOR",
    "Account",
    "Address",
    "Argument",
    "AuthenticationResults",
    "Automatic",
    "AutomaticKind",
    "Command",
    "CommandName",
    "Fields",
    "File",
    "Form",
    "Marker",
    "Message",
    "MethodResult",
    "NumberedAnswer",
    "Priority",
    "Remark",
    "RemarkCode",
    "SealedResults",
    "Subject",
    "Token",
    "TrackerEvent",
    "TrackerMail",
    "TrackerPerson",
]
