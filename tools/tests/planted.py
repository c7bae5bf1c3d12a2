"""A small repository on disk with the files a test plants, and what a check says about it."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


class PlantedRepository(unittest.TestCase):
    """`self.plant` writes a file; `self.findings()` runs `self.check` over what was planted."""

    check = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def plant(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def findings(self):
        return [str(finding) for finding in type(self).check(self.root)]

    def assert_clean(self):
        self.assertEqual(self.findings(), [])

    def assert_only(self, *parts):
        """Exactly one finding, which holds all the parts."""
        findings = self.findings()
        self.assertEqual(len(findings), 1, findings)
        for part in parts:
            self.assertIn(part, findings[0])
