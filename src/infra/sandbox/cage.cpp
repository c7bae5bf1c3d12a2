#include "infra/sandbox/cage.hpp"

#include "infra/sandbox/landlock.hpp"
#include "infra/sandbox/syscall_filter.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace fairfile::sandbox {

namespace {

// Above every ordinary account: no two documents that are read at once share a user.
constexpr uid_t numbered_user_base = 1'879'048'192;
constexpr uid_t nobody_user = 65'534;
constexpr rlim_t open_files_max = 32;
constexpr int politeness = 5;

// A program needs its libraries; fonts and tables are named by the program's own entry.
const std::vector<std::string> system_files = {
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/dev/null",
};
const std::vector<std::string> loaders = {
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
};

bool set_limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit limit{soft, hard};
    return setrlimit(resource, &limit) == 0;
}

CageFailure set_limits(const CageGround& ground, const CageLimits& limits) {
    const bool all =
        set_limit(RLIMIT_CPU, limits.processor_seconds, limits.processor_seconds + 1) &&
        set_limit(RLIMIT_NOFILE, open_files_max, open_files_max) &&
        set_limit(RLIMIT_FSIZE, limits.file_bytes_max, limits.file_bytes_max) &&
        set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_MEMLOCK, 0, 0) &&
        set_limit(RLIMIT_MSGQUEUE, 0, 0);
    if (!all) return {"limits", errno};
    // Counted per user, so it can only be tight for a user of its own.
    if (ground.user == CageUser::numbered && !set_limit(RLIMIT_NPROC, 1, 1)) {
        return {"limits", errno};
    }
    setpriority(PRIO_PROCESS, 0, politeness);
    return {};
}

CageFailure change_user(CageUser user) {
    if (user == CageUser::unchanged) return {};
    const uid_t number = user == CageUser::numbered
                             ? numbered_user_base + static_cast<uid_t>(getpid())
                             : nobody_user;
    if (setgroups(0, nullptr) != 0) return {"groups", errno};
    if (setresgid(number, number, number) != 0) return {"group", errno};
    if (setresuid(number, number, number) != 0) return {"user", errno};
    return {};
}

CageFailure put_up_fence(
    const CageGround& ground, int program, const std::vector<std::string>& readable
) {
    if (ground.landlock_version == 0) return {};
    Fence fence{system_files, loaders, program};
    fence.readable.insert(fence.readable.end(), readable.begin(), readable.end());
    if (const int failed = put_fence(fence, ground.landlock_version)) return {"landlock", failed};
    return {};
}

CageFailure map_path_page() {
    void* const wanted = reinterpret_cast<void*>(path_page);
    const auto size = static_cast<std::size_t>(getpagesize());
    void* const page =
        mmap(wanted, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    if (page != wanted) return {"path page", page == MAP_FAILED ? errno : EEXIST};
    return {};
}

CageFailure lock_up(std::uint64_t memory_bytes, const std::vector<sock_filter>& filter) {
    // Last before the filter: this process still is a copy of a bigger one.
    if (!set_limit(RLIMIT_AS, memory_bytes, memory_bytes)) return {"memory limit", errno};
    if (const int failed = load_system_call_filter(filter)) return {"filter", failed};
    return {};
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (const auto& text : texts) list.push_back(const_cast<char*>(text.c_str()));
    list.push_back(nullptr);
    return list;
}

}  // namespace

CageFailure enter_cage(
    const CageGround& ground,
    const CageLimits& limits,
    int program,
    const std::vector<std::string>& readable
) {
    // Made before the limits: making it writes to a file in memory.
    const auto filter = make_system_call_filter();
    umask(077);
    if (chdir("/") != 0) return {"root folder", errno};
    if (auto failed = set_limits(ground, limits); failed.step) return failed;
    if (auto failed = change_user(ground.user); failed.step) return failed;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return {"no new privileges", errno};
    if (auto failed = put_up_fence(ground, program, readable); failed.step) return failed;
    if (auto failed = map_path_page(); failed.step) return failed;
    return lock_up(limits.memory_bytes, filter);
}

Launch::Launch(const std::string& name, const Order& order) : words_{name} {
    words_.insert(words_.end(), order.arguments.begin(), order.arguments.end());
    arguments_ = pointers(words_);
    environment_ = pointers(order.environment);
}

CageFailure Launch::go() const {
    syscall(
        SYS_execveat,
        program_descriptor,
        path_page,
        arguments_.data(),
        environment_.data(),
        AT_EMPTY_PATH
    );
    return {"execute", errno};
}

}  // namespace fairfile::sandbox
