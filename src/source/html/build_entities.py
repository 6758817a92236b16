#!/usr/bin/env python3
"""Writes entities.inc, the named character references of HTML, from Python's html.entities (which is the WHATWG's list).

Usage: build_entities.py > entities.inc
"""
import html.entities


def literal(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode("utf-8"))


names = {}
for name, text in html.entities.html5.items():
    bare = name.rstrip(";")
    legacy = not name.endswith(";")
    names[bare] = (text, legacy or names.get(bare, ("", False))[1])
print("// Made by build_entities.py; not to be edited. Sorted by bytes.")
for name in sorted(names):
    text, legacy = names[name]
    print(f'{{"{name}", "{literal(text)}", {"true" if legacy else "false"}}},')
