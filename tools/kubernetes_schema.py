#!/usr/bin/python3
"""Writes deploy/kubernetes/schema.json: the fields of the Kubernetes kinds that are used there.

    npm install --prefix FOLDER kubernetes-types@1.30.0
    tools/kubernetes_schema.py FOLDER/node_modules/kubernetes-types

Run by hand when a kind is added; tests/deploy reads the committed file and needs no network.
"""

import json
import re
import sys
from pathlib import Path

OUTPUT = Path(__file__).resolve().parent.parent / "deploy/kubernetes/schema.json"
KINDS = {
    "apps/v1": ("Deployment",),
    "autoscaling/v2": ("HorizontalPodAutoscaler",),
    "batch/v1": ("Job",),
    "networking/v1": ("Ingress", "NetworkPolicy"),
    "policy/v1": ("PodDisruptionBudget",),
    "core/v1": ("ConfigMap", "Namespace", "PersistentVolumeClaim", "Service", "ServiceAccount"),
}
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_IMPORT = re.compile(r'import \{([^}]*)\} from "([^"]+)"')
_INTERFACE = re.compile(r"export interface (\w+) \{\n(.*?)\n\}", re.S)
_ALIAS = re.compile(r"export type (\w+) = ([^;]+);")
_FIELD = re.compile(r'^    "?([$\w-]+)"?(\??): ((?:Array<)?\{.*?\}>?|[^;{]+);$', re.S | re.M)
_MAP = re.compile(r"\{\s*\[\w+: string\]: (.+?);?\s*\}", re.S)


class Types:
    def __init__(self, root):
        self.root = root
        self.files = {}
        self.types = {}

    def file(self, path):
        if path not in self.files:
            text = _COMMENT.sub("", (self.root / f"{path}.d.ts").read_text(encoding="utf-8"))
            imported = {}
            for names, place in _IMPORT.findall(text):
                found = ((self.root / path).parent / place).resolve()
                for name in names.split(","):
                    imported[name.strip()] = str(found.relative_to(self.root.resolve()))
            self.files[path] = (
                imported,
                dict(_INTERFACE.findall(text)),
                dict(_ALIAS.findall(text)),
            )
        return self.files[path]

    def add(self, path, name):
        imported, interfaces, aliases = self.file(path)
        if name in imported:
            return self.add(imported[name], name)
        if name in aliases:
            return self.expression(path, aliases[name])
        key = f"{path}.{name}"
        if key not in self.types:
            self.types[key] = fields = {}
            for field, optional, words in _FIELD.findall(interfaces[name]):
                fields[field if optional else f"{field}!"] = self.expression(path, words)
        return key

    def expression(self, path, words):
        words = words.strip()
        mapping = _MAP.fullmatch(words)
        if mapping:
            return {"map": self.expression(path, mapping[1])}
        if words.startswith("Array<"):
            return {"list": self.expression(path, words[len("Array<") : -1])}
        if "|" in words:
            return {"any": [self.expression(path, part) for part in words.split("|")]}
        if words.startswith('"'):
            return {"word": words.strip('"')}
        if words in ("string", "number", "boolean", "object", "any"):
            return words
        return self.add(path, words)


def main():
    types = Types(Path(sys.argv[1]))
    kinds = {}
    for path, names in KINDS.items():
        for name in names:
            key = types.add(path, name)
            version = types.types[key]["apiVersion"]["word"]
            kinds[f"{version} {name}"] = key
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in types.types.items()]
    text = f'{{"kinds": {json.dumps(kinds)},\n"types": {{\n' + ",\n".join(lines) + "\n}}\n"
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
