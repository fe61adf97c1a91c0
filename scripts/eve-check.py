#!/usr/bin/env python3
"""Holds every line of eve.json files against docs/reference/eve.schema.json.

    eve-check.py [--schema FILE] [--require TYPE,TYPE] FILE...     (- is standard input)

Also checks what a schema cannot say: a line is one JSON object in UTF-8, no key stands twice, and no control character,
line separator or bidirectional mark stands in it unescaped. Prints how many lines of each type were good.
Exit: 0 all good, 1 a line is not, 2 wrong usage, 3 Python's jsonschema is missing.
"""
import argparse
import collections
import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator, FormatChecker
except ImportError:
    print("eve-check: Python's jsonschema is missing: apt-get install python3-jsonschema", file=sys.stderr)
    sys.exit(3)

SHOWN = 20
HIDDEN = set(range(0x20)) | set(range(0x7F, 0xA0)) | {0x61C, 0x200E, 0x200F, 0xFEFF}
HIDDEN |= set(range(0x2028, 0x202F)) | set(range(0x2066, 0x206A))


def once(pairs):
    """An object whose keys all differ."""
    keys = [key for key, _ in pairs]
    twice = [key for key, count in collections.Counter(keys).items() if count > 1]
    if twice:
        raise ValueError(f"the key {twice[0]} stands twice")
    return dict(pairs)


class Schema:
    """The branch of each event_type as a validator of its own: the same verdict, and a message about the right branch."""

    def __init__(self, path):
        self.schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(self.schema)
        self.whole = self.validator(self.schema)
        self.kinds = self.schema["properties"]["event_type"]["enum"]
        self.branches = {
            kind: self.validator({"$ref": f"#/$defs/{kind}", "$defs": self.schema["$defs"]}) for kind in self.kinds
        }

    @staticmethod
    def validator(schema):
        return Draft202012Validator(schema, format_checker=FormatChecker(["ipv4", "ipv6"]))

    def problem(self, raw):
        """What is wrong with a line, and its type where that can be told."""
        try:
            text = raw.decode("utf-8")
            line = json.loads(text, object_pairs_hook=once)
        except ValueError as error:
            return str(error), None
        for letter in text:
            if ord(letter) in HIDDEN:
                return f"U+{ord(letter):04X} stands unescaped", None
        kind = line.get("event_type") if isinstance(line, dict) else None
        error = next(self.branches.get(kind, self.whole).iter_errors(line), None) if isinstance(kind, str) else next(
            self.whole.iter_errors(line), None)
        if error is None:
            return None, kind
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
        return f"{where or 'line'}: {error.message[:300]}", kind


def main():
    parser = argparse.ArgumentParser(description="Check eve.json files against the schema.")
    parser.add_argument("--schema", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent / "docs/reference/eve.schema.json")
    parser.add_argument("--require", default="", help="event types that must occur, separated by commas")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    schema = Schema(options.schema)
    good, bad = collections.Counter(), 0
    for name in options.files:
        file = sys.stdin.buffer if name == "-" else open(name, "rb")
        with file:
            for number, raw in enumerate(file, 1):
                if not raw.endswith(b"\n"):
                    problem, kind = "the line is cut off", None
                else:
                    problem, kind = schema.problem(raw[:-1])
                if problem is None:
                    good[kind] += 1
                    continue
                bad += 1
                if bad <= SHOWN:
                    print(f"{name}:{number}: {kind or 'line'}: {problem}", file=sys.stderr)
    missing = [kind for kind in options.require.split(",") if kind and not good[kind]]
    for kind in missing:
        print(f"eve-check: no good line of type {kind}", file=sys.stderr)
    print(" ".join(f"{kind}={good[kind]}" for kind in schema.kinds if good[kind]) + f" bad={bad}")
    return 1 if bad or missing else 0


if __name__ == "__main__":
    sys.exit(main())
