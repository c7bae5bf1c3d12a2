"""Each style rule, by a violation planted into a small repository."""

import unittest

from planted import PlantedRepository

import check_style
import style_text


class StyleTest(PlantedRepository):
    check = staticmethod(check_style.check)

    def assert_refused(self, path, bad, *parts):
        self.plant(path, bad)
        self.assert_only(f"{path}:", *parts)
        (self.root / path).unlink()

    def assert_allowed(self, path, good):
        self.plant(path, good)
        self.assert_clean()
        (self.root / path).unlink()


class Sizes(StyleTest):
    def test_a_file_has_at_most_400_lines(self):
        self.assert_allowed("src/base/text.cpp", "int x;\n" * 400)
        self.assert_refused("src/base/text.cpp", "int x;\n" * 401, "401 lines, at most 400")

    def test_a_test_has_at_most_600_lines(self):
        self.assert_allowed("src/base/text_test.cpp", "int x;\n" * 600)
        self.assert_refused("tests/api/login.cpp", "int x;\n" * 601, "601 lines, at most 600")

    def test_a_line_has_at_most_100_columns(self):
        self.assert_allowed("src/base/text.cpp", "/" * 100 + "\n")
        self.assert_allowed("src/base/text.cpp", "//" + "é" * 98 + "\n")
        self.assert_refused("src/base/text.cpp", "\n" + "/" * 101, "text.cpp:2: 101 columns")

    def test_a_module_is_declared_in_one_line(self):
        self.assert_allowed("src/app/CMakeLists.txt", f"add_module(app DEPS {'base ' * 40})\n")


class BannedCalls(StyleTest):
    refused = [
        ("src/app/wiring.cpp", 'auto x = std::getenv("HOME");', "infra/config"),
        ("src/app/wiring.cpp", 'auto x = ::getenv("HOME");', "infra/config"),
        ("src/features/users/a.cpp", "auto t = std::chrono::system_clock::now();", "Clock"),
        ("src/features/users/a_test.cpp", "auto t = system_clock::now();", "Clock"),
        ("src/features/users/a.cpp", "auto t = time(nullptr);", "Clock"),
        ("src/infra/jobs/a.cpp", "std::thread worker(run);", "infra/runtime"),
        ("src/infra/jobs/a.cpp", "std::jthread worker(run);", "infra/runtime"),
        ("src/features/users/a.cpp", 'std::cout << "hello";', "infra/log"),
        ("src/features/users/a.cpp", 'printf("hello");', "infra/log"),
        ("src/app/cli.cpp", 'std::fprintf(stderr, "hello");', "app/output.hpp"),
        ("src/infra/jobs/a_test.cpp", "std::this_thread::sleep_for(1s);", "waits for an event"),
        ("tests/api/a.cpp", "::sleep(1);", "waits for an event"),
        ("src/infra/jobs/a_test.cpp", 'GTEST_SKIP() << "no server";', "no test is left out"),
        ("src/infra/jobs/a_test.cpp", "TEST(Jobs, DISABLED_Run) {}", "no test is left out"),
        ("web/src/lib/a.test.ts", "it.skip('works', () => {});", "no test is left out"),
        ("tests/e2e/a_test.py", "time.sleep(1)", "waits for an event"),
        ("tests/e2e/a_test.py", "self.skip" "Test('no browser')", "no test is left out"),
    ]
    allowed = [
        ("src/infra/config/config.cpp", 'auto x = std::getenv("HOME");'),
        ("src/infra/runtime/clock.cpp", "auto t = std::chrono::system_clock::now();"),
        ("src/infra/runtime/pool.cpp", "std::jthread worker(run);"),
        ("src/infra/jobs/a_test.cpp", "std::jthread worker(run);"),
        ("src/features/users/a.cpp", "auto n = std::thread::hardware_concurrency();"),
        ("src/features/users/a.cpp", "std::this_thread::get_id(); std::snprintf(text, 3, x);"),
        ("src/features/users/a.cpp", '// getenv("HOME") is not for us\nauto x = "std::cout";'),
        ("src/app/output.cpp", "std::cout << text;"),
        ("src/features/users/a_test.cpp", "clock.sleep(1); job->sleep(2); asleep(3);"),
    ]

    def test_banned_calls_are_refused_with_their_replacement(self):
        for path, text, replacement in self.refused:
            with self.subTest(text=text):
                self.assert_refused(path, text, replacement)

    def test_homes_names_and_comments_are_left_alone(self):
        for path, text in self.allowed:
            with self.subTest(text=text):
                self.assert_allowed(path, text)


class AwaitExpressions(StyleTest):
    def test_a_capturing_lambda_is_named_first(self):
        for text in (
            "auto x = co_await offload(pool, [password] { return hash(password); });",
            "co_await offload(\n    pool, [&] { return 1; });",
            "co_await (run([this](int x) mutable -> int { return x; }) || stop());",
        ):
            with self.subTest(text=text):
                self.assert_refused("src/infra/jobs/a.cpp", text, "capturing lambda", "name it")

    def test_a_braced_value_is_named_first(self):
        for text in (
            "auto x = co_await store.add(Row{name, 1});",
            "co_await store.add({name, 1});",
            "if (!co_await store.add(Row{.name = name})) {\n    stop();\n}",
            "co_return co_await Task{name};",
        ):
            with self.subTest(text=text):
                self.assert_refused("src/infra/jobs/a.cpp", text, "braced value", "name it first")

    def test_named_values_and_what_lies_outside_the_expression_are_fine(self):
        for text in (
            "auto x = co_await offload(pool, std::move(hash));",
            "if (auto x = co_await find(id); !x) { y = Row{1}; }",
            "while (co_await next()) { add(Row{1}); }",
            "for (auto& row : co_await rows(id)) { add([x] { return x; }); }",
            "use(co_await find(ids[0]), Row{1});",
            "co_await run([](int x) { return Row{x}; });",
            "co_await wait(std::chrono::seconds{5});",
            "co_await files.get(blob::BlobId{rows.uuid(0, 0)});",
            "co_await pool.run(nobody, statement, {});",
            "co_await wait(5s); auto row = Row{1};",
            "// co_await add(Row{1});",
        ):
            with self.subTest(text=text):
                self.assert_allowed("src/infra/jobs/a.cpp", text)


class Headers(StyleTest):
    def header(self, text):
        self.plant("src/base/text.cpp", '#include "base/text.hpp"\n')
        self.plant("src/base/text.hpp", text)

    def test_a_header_has_pragma_once(self):
        self.header("int x;\n")
        self.assert_only("src/base/text.hpp:1: a header has #pragma once")

    def test_a_header_uses_no_namespace(self):
        self.header("#pragma once\n\nusing namespace std;\n")
        self.assert_only("src/base/text.hpp:3: using namespace in a header")

    def test_a_source_may_use_a_namespace(self):
        self.assert_allowed("src/base/text.cpp", "using namespace std::literals;\n")

    def test_a_header_is_included_by_somebody(self):
        self.plant("src/base/text.hpp", "#pragma once\n")
        self.assert_only("src/base/text.hpp:1: nobody includes this header")


class Notes(StyleTest):
    # Put together so that the check does not find them here.
    fix, todo = "FIX" + "ME", "TO" + "DO"

    def test_a_note_to_fix_does_not_reach_main(self):
        self.assert_refused("src/base/a.cpp", f"// {self.fix} #12: wrong\n", "does not reach main")

    def test_a_note_to_do_names_its_issue(self):
        self.assert_refused("src/base/a.cpp", f"// {self.todo}: later\n", "must name an issue")
        self.assert_allowed("src/base/a.cpp", f"// {self.todo} #12: later\n")

    def test_paths_of_one_machine_are_refused(self):
        for path in ("/ro" + "ot/x", "/wo" + "rk/main", "/home/" + "ann/x"):
            with self.subTest(path=path):
                self.assert_refused("docs/a.md", f"# A\n\nSee {path}.\n", "path of one machine")
        self.assert_allowed("docs/a.md", "# A\n\nSee src/work/a and ${HOME}/work/b.\n")


class Statements(StyleTest):
    def test_columns_are_listed(self):
        self.assert_refused("src/base/a.cpp", 'auto a = "SELECT * FROM x";', "list the columns")
        self.assert_refused("src/base/a.cpp", 'auto a = R"(\nselect\n  u.* from u)";', "columns")
        self.assert_refused("db/migrations/1.sql", "select * from x;\n", "list the columns")

    def test_counting_comments_and_tests_are_left_alone(self):
        self.assert_allowed("src/base/a.cpp", 'auto a = "select count(*) from x";')
        self.assert_allowed("db/migrations/1.sql", "-- select * from x\nselect 1;\n")
        self.assert_allowed("src/base/a_test.cpp", 'auto a = "select * from x";')


class Names(StyleTest):
    def test_names_that_say_nothing_are_refused(self):
        for path in (
            "src/util/a.cpp",
            "src/base/common.cpp",
            "src/base/date_helpers.cpp",
            "src/features/users/session_manager.cpp",
            "web/src/utils/a.ts",
            "tests/support/helpers_test.cpp",
        ):
            with self.subTest(path=path):
                self.assert_refused(path, "", "says nothing")

    def test_words_inside_names_are_fine(self):
        self.assert_allowed("src/features/users/common_passwords.cpp", "")


class Documents(StyleTest):
    def test_a_document_has_exactly_one_title(self):
        self.assert_refused("docs/a.md", "## A\n", "exactly one title")
        self.assert_refused("docs/a.md", "# A\n\n# B\n", "a.md:3:", "this is another")

    def test_comments_in_examples_are_no_titles(self):
        self.assert_allowed("docs/a.md", "# A\n\n```sh\n# build\n```\n\n## B\n")


class Scope(StyleTest):
    def test_fixtures_are_data(self):
        self.plant("tests/fixtures/reports/a.cpp", "std::cout" * 200)
        self.assert_clean()

    def test_generated_lists_are_left_alone(self):
        self.assertFalse(check_style._is_wanted("web/package-lock.json"))
        self.assertTrue(style_text.is_code("Makefile"))

    def test_generated_code_has_the_size_it_has(self):
        text = "// This file was auto-generated.\n" + "/" * 200 + "\n"
        self.assert_allowed("web/src/lib/api/schema.ts", text)


if __name__ == "__main__":
    unittest.main()
