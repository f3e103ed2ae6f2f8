"""Invented parties."""

from __future__ import annotations

from model.schema import Party

INSURER_AND_AGENT = [
    Party(name="Harrow Mutual Corporation of Norway", defined_as=["Insurer"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Agent"], clause=0, score=0.9),
]
VENDOR_AND_BUYER = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]
