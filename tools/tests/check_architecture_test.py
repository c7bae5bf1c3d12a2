"""Each rule of the architecture check, by a violation planted into a small repository."""

import contextlib
import io
import unittest

from planted import PlantedRepository

import check_architecture


class ArchitectureTest(PlantedRepository):
    check = staticmethod(check_architecture.check)

    def module(self, path, *deps, extra=""):
        words = " ".join([path, *(["DEPS", *deps] if deps else [])])
        self.plant(f"src/{path}/CMakeLists.txt", f"add_module({words}{extra})\n")

    def source(self, path, *includes, body=""):
        lines = "".join(f"#include {include}\n" for include in includes)
        self.plant(f"src/{path}", lines + body)


class Dependencies(ArchitectureTest):
    def test_a_module_that_includes_what_it_declares_is_clean(self):
        self.module("base")
        self.source("base/text.hpp")
        self.module("infra/http", "base", extra=" LINK OpenSSL::SSL")
        self.source("infra/http/http.cpp", '"base/text.hpp"', "<boost/beast.hpp>", "<vector>")
        self.assert_clean()

    def test_the_asio_word_may_stand_before_deps(self):
        self.module("base")
        self.source("base/text.hpp")
        self.plant("src/infra/http/CMakeLists.txt", "add_module(infra/http ASIO DEPS base)\n")
        self.source("infra/http/http.cpp", '"base/text.hpp"')
        self.assert_clean()

    def test_an_include_outside_deps_is_named_with_file_and_line(self):
        self.module("base")
        self.source("base/text.hpp")
        self.module("infra/log")
        self.source("infra/log/log.cpp", "<string>", '"base/text.hpp"')
        self.assert_only("src/infra/log/log.cpp:2: infra/log may not include base")

    def test_words_of_link_are_not_dependencies(self):
        self.module("base")
        self.source("base/text.hpp")
        self.module("infra/log", extra=" LINK base")
        self.source("infra/log/log.cpp", '"base/text.hpp"')
        self.assert_only("infra/log may not include base")

    def test_an_include_upwards_is_an_upward_dependency(self):
        self.module("features/users", "infra/http")
        self.source("features/users/users.hpp")
        self.module("infra/http")
        self.source("infra/http/http.cpp", '"features/users/users.hpp"')
        self.assert_only("infra/http may not include features/users", "upward")

    def test_deps_may_not_point_upwards(self):
        self.module("app")
        self.module("infra/http", "app")
        self.assert_only("infra/http may not depend on app", "upward")

    def test_deps_must_be_in_the_table(self):
        self.module("infra/postgres")
        self.module("infra/http", "infra/postgres")
        self.assert_only("src/infra/http/CMakeLists.txt:1", "may not depend on infra/postgres")

    def test_pure_slices_may_not_depend_on_infrastructure(self):
        self.module("infra/log")
        self.module("features/reading", "infra/log")
        self.assert_only("features/reading may not depend on infra/log")

    def test_deps_must_name_modules(self):
        self.module("infra/http", "infra/postgress")
        self.assert_only("infra/postgress in DEPS, which is no module")

    def test_a_module_without_a_row_is_refused(self):
        self.module("features/horoscopes")
        self.assert_only("features/horoscopes has no row")

    def test_a_module_must_be_named_like_its_folder(self):
        self.plant("src/infra/http/CMakeLists.txt", "add_module(infra/log)\n")
        self.assert_only("infra/log but lies elsewhere")

    def test_a_source_without_a_module_is_refused(self):
        self.source("infra/http/http.cpp")
        self.assert_only("src/infra/http/http.cpp:1: lies in no module")

    def test_a_cycle_is_shown_once_as_a_ring(self):
        self.module("features/letters", "features/disputes")
        self.module("features/disputes", "features/letters")
        findings = [finding for finding in self.findings() if "cycle" in finding]
        self.assertEqual(len(findings), 1, findings)
        self.assertIn("features/disputes -> features/letters -> features/disputes", findings[0])


class Headers(ArchitectureTest):
    def test_a_foreign_subfolder_is_private(self):
        self.module("infra/postgres")
        self.source("infra/postgres/embedded/server.hpp")
        self.module("app", "infra/postgres")
        self.source("app/main.cpp", '"infra/postgres/embedded/server.hpp"')
        self.assert_only("src/app/main.cpp:1", "subfolder of infra/postgres")

    def test_another_slice_offers_one_header(self):
        self.module("features/users")
        self.source("features/users/user_store.hpp")
        self.source("features/users/users.hpp")
        self.module("features/scores", "features/users")
        includes = ['"features/users/users.hpp"', '"features/users/user_store.hpp"']
        self.source("features/scores/scores.cpp", *includes)
        self.assert_only("scores.cpp:2", "include features/users/users.hpp")

    def test_a_path_with_dots_does_not_hide_the_module(self):
        self.module("infra/log")
        self.source("infra/log/log.hpp")
        self.module("infra/http")
        self.source("infra/http/http.cpp", '"../log/log.hpp"')
        self.assert_only("infra/http may not include infra/log")

    def test_a_commented_include_is_no_include(self):
        self.module("infra/http")
        self.source("infra/http/http.cpp", body='// #include "features/users/users.hpp"\n')
        self.assert_clean()

    def test_third_party_headers_stay_at_home(self):
        homeless = {
            "libpq-fe.h": "infra/http",
            "boost/beast/http.hpp": "infra/postgres",
            "boost/asio/ssl.hpp": "infra/postgres",
            "cairo/cairo.h": "features/reports",
            "curl/curl.h": "infra/http_client",
            "sodium.h": "features/users",
            "openssl/evp.h": "infra/blob",
            "tesseract/baseapi.h": "infra/pdf",
            "spdlog/spdlog.h": "features/users",
            "prometheus/counter.h": "infra/http",
            "gtest/gtest.h": "infra/http",
        }
        for header, module in homeless.items():
            with self.subTest(header=header):
                self.setUp()
                self.module(module)
                self.source(f"{module}/something.cpp", f"<{header}>")
                self.assert_only("something.cpp:1", f"<{header}>")

    def test_tests_may_use_test_libraries(self):
        self.module("infra/http")
        self.source("infra/http/http_test.cpp", "<gtest/gtest.h>", "<rapidcheck.h>")
        self.assert_clean()

    def test_base_knows_no_asio_thread_or_stream(self):
        for header in ("boost/asio.hpp", "thread", "iostream", "sstream", "boost/json.hpp"):
            with self.subTest(header=header):
                self.setUp()
                self.module("base")
                self.source("base/text.cpp", f"<{header}>", "<boost/system/result.hpp>")
                self.assert_only("text.cpp:1", header)

    def test_production_code_includes_no_tests(self):
        self.module("infra/http")
        self.plant("tests/support/server.hpp", "")
        self.source("infra/http/router_test.hpp")
        includes = ['"tests/support/server.hpp"', '"infra/http/router_test.hpp"']
        self.source("infra/http/http.cpp", *includes)
        self.source("infra/http/http_test.cpp", *includes)
        findings = self.findings()
        self.assertEqual(len(findings), 2, findings)
        self.assertTrue(all("http.cpp" in finding for finding in findings), findings)


class Tables(ArchitectureTest):
    def setUp(self):
        super().setUp()
        self.plant(
            "db/migrations/0001_users.sql",
            "-- slice: users\ncreate table if not exists users (id uuid);\n",
        )
        self.module("features/users")
        self.module("features/scores", "features/users")

    def write_in(self, path, statement):
        self.source(path, body=f'constexpr auto statement = {statement};\n')

    def test_the_owner_may_write(self):
        self.write_in("features/users/users.cpp", '"insert into users (id) values ($1)"')
        self.assert_clean()

    def test_every_kind_of_foreign_write_is_found(self):
        statements = [
            '"INSERT INTO users (id) VALUES ($1)"',
            '"update only public.users set id = $1"',
            '"update users as u set id = $1"',
            '"delete from " "users where id = $1"',
            '"truncate table users"',
            '"copy users (id) from stdin"',
            'R"(with gone as (\n  delete from users returning id) select 1)"',
            'R"sql(merge into "users" using x on true)sql"',
        ]
        for statement in statements:
            with self.subTest(statement=statement):
                self.write_in("features/scores/scores.cpp", statement)
                self.assert_only("scores.cpp:1: features/scores may not write users")

    def test_reading_comments_and_prose_are_no_writes(self):
        body = (
            "// insert into users is done elsewhere\n"
            'auto a = "select id from users for update";\n'
            'auto b = "could not update users: try again";\n'
        )
        self.source("features/scores/scores.cpp", body=body)
        self.assert_clean()

    def test_tests_may_prepare_foreign_rows(self):
        self.write_in("features/scores/scores_test.cpp", '"insert into users (id) values ($1)"')
        self.assert_clean()

    def test_a_migration_names_its_slice_first(self):
        self.plant("db/migrations/0002_scores.sql", "create table scores (id uuid);\n")
        self.assert_only("db/migrations/0002_scores.sql:1", "-- slice: NAME")

    def test_a_migration_names_a_slice_of_the_table(self):
        self.plant("db/migrations/0002_stars.sql", "-- slice: stars\ncreate table s (id uuid);\n")
        self.assert_only("db/migrations/0002_stars.sql:1", "stars has no row")


class Web(ArchitectureTest):
    def test_features_do_not_import_each_other(self):
        for imported in ("../letters/form", "@/features/letters", "features/letters/form"):
            with self.subTest(imported=imported):
                self.plant("web/src/features/disputes/page.tsx", f'import {{x}} from "{imported}";')
                self.assert_only("page.tsx:1: feature disputes may not import feature letters")

    def test_late_imports_count_too(self):
        self.plant("web/src/features/disputes/page.tsx", "const x = await import('../letters/a');")
        self.assert_only("disputes may not import feature letters")

    def test_own_files_libraries_and_shared_code_may_be_imported(self):
        self.plant(
            "web/src/features/disputes/page.tsx",
            'import {h} from "preact";\nimport {a} from "./form";\n'
            'import {b} from "../../lib/api";\nimport {c} from "@/features/disputes/list";\n',
        )
        self.assert_clean()


class CommandLine(ArchitectureTest):
    def test_the_exit_status_says_whether_there_are_violations(self):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            clean = check_architecture.report([], "architecture")
            self.source("infra/http/http.cpp")
            dirty = check_architecture.report(check_architecture.check(self.root), "architecture")
        self.assertEqual((clean, dirty), (0, 1))
        self.assertIn("src/infra/http/http.cpp:1:", printed.getvalue())


if __name__ == "__main__":
    unittest.main()
