"""The small programs of tools/: what they choose, write and refuse."""

import subprocess
import unittest

from planted import PlantedRepository

import changed_files
import lint
import new_migration


class ChangedFiles(PlantedRepository):
    def git(self, *words):
        named = ("-c", "user.name=T", "-c", "user.email=t@example.org")
        command = ["git", "-C", str(self.root), *named, *words]
        subprocess.run(command, check=True, capture_output=True)

    def commit(self, path, text):
        self.plant(path, text)
        self.git("add", path)
        self.git("commit", "-q", "-m", path)

    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")
        self.commit("first.cpp", "1")

    def test_everything_counts_while_there_is_one_commit(self):
        self.assertEqual(changed_files.changed_files(self.root), ["first.cpp"])

    def test_without_a_remote_the_last_commit_and_what_is_not_committed_count(self):
        self.commit("second.cpp", "2")
        self.commit("third.cpp", "3")
        self.plant("new.cpp", "4")
        self.plant("first.cpp", "changed")
        found = changed_files.changed_files(self.root)
        self.assertEqual(found, ["first.cpp", "new.cpp", "third.cpp"])

    def test_with_a_remote_all_of_the_branch_counts(self):
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.commit("second.cpp", "2")
        self.commit("third.cpp", "3")
        self.assertEqual(changed_files.changed_files(self.root), ["second.cpp", "third.cpp"])

    def test_deleted_files_are_not_listed(self):
        self.commit("second.cpp", "2")
        (self.root / "first.cpp").unlink()
        self.assertEqual(changed_files.changed_files(self.root), ["second.cpp"])


class Lint(PlantedRepository):
    def test_clang_is_spared_what_only_gcc_understands(self):
        command = (
            "/usr/bin/cmake -E env CCACHE_SLOPPINESS=x /usr/bin/ccache /usr/bin/c++ -DA=1 -Isrc"
            " -isystem /usr/include/x -Wall -Werror -Wno-restrict -fsanitize=address -std=c++20"
            " -Winvalid-pch -include build/cmake_pch.hxx -MD -MT a.o -MF a.d -o a.o -c src/a.cpp"
        )
        kept = "clang++-19 -DA=1 -Isrc -isystem /usr/include/x -std=c++20 src/a.cpp"
        self.assertEqual(lint.understood_by_clang(command), kept.split())

    def test_a_header_is_judged_through_its_neighbour_or_who_includes_it(self):
        self.plant("src/base/money.hpp", "")
        self.plant("src/base/text.hpp", "")
        self.plant("src/base/text.cpp", "")
        self.plant("src/app/main.cpp", '#include "base/money.hpp"\n')
        changed = ["src/base/money.hpp", "src/base/text.hpp", "README.md"]
        sources = {"src/base/text.cpp", "src/app/main.cpp"}
        chosen = lint.sources_to_judge(changed, sources, self.root)
        self.assertEqual(chosen, ["src/app/main.cpp", "src/base/text.cpp"])

    def test_what_the_time_does_not_allow_is_named_as_left(self):
        failed, left = lint.lint(["src/a.cpp"], self.root, stop_at=0)
        self.assertEqual((failed, left), ([], ["src/a.cpp"]))


class NewMigration(PlantedRepository):
    def test_the_number_follows_the_last_and_the_slice_stands_first(self):
        self.plant("db/migrations/0009_users.sql", "-- slice: users\n")
        path = new_migration.new_migration(self.root, "scores", "add_model")
        self.assertEqual(path.name, "0010_add_model.sql")
        self.assertEqual(path.read_text(encoding="utf-8"), "-- slice: scores\n")

    def test_unknown_slices_and_odd_names_are_refused(self):
        for slice_name, name in (("stars", "add_x"), ("users", "Add X"), ("users", "")):
            with self.subTest(name=name), self.assertRaises(ValueError):
                new_migration.new_migration(self.root, slice_name, name)


if __name__ == "__main__":
    unittest.main()
