#include "features/users/users_world_test.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <fstream>

namespace fairfile::users {
namespace {

using test::wait_for;
namespace json = boost::json;

class ExportsTest : public UsersTest {
  protected:
    ExportsTest() { add_export_route(router_, web_); }
    ~ExportsTest() override { std::filesystem::remove_all(folder_); }

    http::Response ask(const SignedIn& signed_in) {
        http::RequestValues values{.method = http::Method::get, .path = "/api/v1/me/export"};
        values.principal = principal(signed_in.access_token);
        return call(std::move(values));
    }
    /// As the worker would, with a lease.
    jobs::ClaimedJob claim() {
        const auto row = rows_.execute(
            "update job set state = 'running', attempt = 1, claims = 1,"
            " lease_token = gen_random_uuid(), lease_until = now() + interval '1 minute'"
            " where kind = 'make_export' returning id, user_id, lease_token"
        );
        jobs::ClaimedJob job;
        job.id = row.uuid(0, 0);
        job.kind = make_export;
        job.user = UserId{row.uuid(0, 1)};
        job.lease = row.uuid(0, 2);
        return job;
    }
    void keep_file(UserId user) {
        const auto id = wait_for(files_->put({user}, "a report")).value();
        rows_.execute(
            "insert into blob_objects (id, user_id, kind, content_type, bytes, stored_bytes)"
            " values ('" +
            to_string(id) + "', '" + to_string(user) + "', 'report', 'application/pdf', 8, 8)"
        );
    }
    /// Unpacked by another program than ours.
    std::filesystem::path unpack(const std::string& zip) {
        std::filesystem::create_directories(folder_);
        const auto file = folder_ / "export.zip";
        std::ofstream(file, std::ios::binary) << zip;
        const auto out = folder_ / "out";
        const auto command = "python3 -m zipfile -e " + file.string() + " " + out.string();
        EXPECT_EQ(std::system(command.c_str()), 0);
        return out;
    }
    static std::string read(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::int64_t count(const std::string& what) {
        return rows_.execute("select count(*) from " + what).integer(0, 0);
    }

    const std::filesystem::path folder_ = key_folder_.string() + ".export";
    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    runtime::CpuPool pool_{1, 16};
    std::unique_ptr<blob::BlobStore> files_ = std::move(
        blob::open_directory_blob_store({folder_ / "files", *keys_, pool_, clock_, metrics_, log_})
            .value()
    );
    Exports web_{{database_, *keys_, *files_, pool_, clock_, log_}};
    Exports exports_{{worker_, *keys_, *files_, pool_, clock_, log_}};
};

TEST_F(ExportsTest, HoldsEverythingOfThePersonAndNothingOfAnother) {
    const auto ann = register_user("ann@example.com");
    const auto bob = register_user("bob@example.com");
    wait_for(users_.rename(ann.user.id, "Ann Example")).value();
    keep_file(ann.user.id);
    keep_file(bob.user.id);

    const auto first = ask(ann);
    EXPECT_EQ(first.status, 202U);
    EXPECT_EQ(first.body, R"({"status":"queued","progress":0})");
    EXPECT_EQ(wait_for(exports_.run(claim())).kind, jobs::Outcome::Kind::ended);

    const auto done = ask(ann);
    ASSERT_EQ(done.status, 200U) << done.body;
    EXPECT_EQ(done.content_type, "application/zip");
    const auto out = unpack(done.body);
    const auto users = json::parse(read(out / "data/users.json")).as_array();
    ASSERT_EQ(users.size(), 1U);
    EXPECT_EQ(users[0].at("email").as_string(), "ann@example.com");
    EXPECT_EQ(users[0].at("profile").as_string(), "Ann Example");
    EXPECT_FALSE(users[0].as_object().contains("password_hash"));
    EXPECT_FALSE(users[0].as_object().contains("totp_secret"));
    EXPECT_EQ(json::parse(read(out / "data/sessions.json")).as_array().size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(out / "data/tradelines.json"));
    EXPECT_FALSE(std::filesystem::exists(out / "data/recovery_codes.json"));
    EXPECT_FALSE(std::filesystem::exists(out / "data/refresh_tokens.json"));
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(out / "files")) {
        EXPECT_EQ(read(file.path()), "a report");
        EXPECT_EQ(file.path().extension(), ".pdf");
        ++files;
    }
    EXPECT_EQ(files, 1U);
    EXPECT_NE(read(out / "README.txt").find("Everything that Fairfile keeps"), std::string::npos);
    EXPECT_EQ(done.body.find("bob@example.com"), std::string::npos);
    EXPECT_EQ(count("job"), 0);
    EXPECT_EQ(
        count("blob_objects where kind = 'export' and expires_at < now() + interval '25 hours'"), 1
    );
}

// What a person may read of the own rows is what an export must hold.
TEST_F(ExportsTest, LeavesNoReadableTableOut) {
    register_user("ann@example.com");
    const auto left_out = rows_.execute(
        "select string_agg(c.relname, ', ' order by c.relname) from pg_class c"
        " join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id'"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
        " and not c.relispartition"
        " and has_any_column_privilege('authenticated', c.oid, 'select')"
        " and not has_any_column_privilege('fairfile_job', c.oid, 'select')"
    );
    EXPECT_EQ(
        left_out.text(0, 0), "idempotency_keys, job_archive, one_time_tokens, recovery_codes"
    );
}

TEST_F(ExportsTest, ASecondRequestWaitsForTheSameExport) {
    const auto ann = register_user("ann@example.com");
    EXPECT_EQ(ask(ann).status, 202U);
    EXPECT_EQ(ask(ann).status, 202U);
    EXPECT_EQ(count("exports"), 1);
    EXPECT_EQ(count("job where kind = 'make_export'"), 1);
    const auto job = claim();
    EXPECT_EQ(wait_for(exports_.run(job)).kind, jobs::Outcome::Kind::ended);
    EXPECT_EQ(wait_for(exports_.run(job)).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(count("blob_objects where kind = 'export'"), 1);
}

TEST_F(ExportsTest, AnHourLaterItIsMadeAnew) {
    const auto ann = register_user("ann@example.com");
    ask(ann);
    wait_for(exports_.run(claim()));
    rows_.execute("update exports set finished_at = now() - interval '61 minutes'");
    EXPECT_EQ(ask(ann).status, 202U);
    EXPECT_EQ(count("exports where status = 'queued'"), 1);
}

TEST_F(ExportsTest, WithoutTheLeaseNothingIsKept) {
    const auto ann = register_user("ann@example.com");
    ask(ann);
    auto job = claim();
    job.lease = runtime::new_uuid(clock_);
    wait_for(exports_.run(job));
    EXPECT_EQ(count("blob_objects"), 0);
    EXPECT_EQ(count("exports where status = 'running'"), 1);
}

TEST_F(ExportsTest, SaysSoWhenItCouldNotBeMade) {
    const auto ann = register_user("ann@example.com");
    ask(ann);
    EXPECT_EQ(wait_for(exports_.abandon(claim())).kind, jobs::Outcome::Kind::give_up);
    const auto answer = ask(ann);
    EXPECT_EQ(answer.status, 503U);
    EXPECT_NE(answer.body.find("users.export_failed"), std::string::npos);
}

}  // namespace
}  // namespace fairfile::users
