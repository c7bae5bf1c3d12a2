#include "infra/sandbox/landlock.hpp"

#include "infra/sandbox/descriptor.hpp"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace fairfile::sandbox {

namespace {

// Debian 12's kernel headers stop at version 2; the running kernel may offer more.
struct RulesetAttributes {
    std::uint64_t handled_files = 0;
    std::uint64_t handled_network = 0;
    std::uint64_t scoped = 0;
};
constexpr std::uint64_t all_file_rights_1 = (1U << 13) - 1;
constexpr std::uint64_t right_refer_2 = 1U << 13;
constexpr std::uint64_t right_truncate_3 = 1U << 14;
constexpr std::uint64_t right_device_control_5 = 1U << 15;
constexpr std::uint64_t tcp_bind_and_connect_4 = 3;
constexpr std::uint64_t abstract_sockets_and_signals_6 = 3;

constexpr std::uint64_t read_rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t execute_rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;

RulesetAttributes attributes(int version) {
    RulesetAttributes wanted;
    wanted.handled_files = all_file_rights_1;
    if (version >= 2) wanted.handled_files |= right_refer_2;
    if (version >= 3) wanted.handled_files |= right_truncate_3;
    if (version >= 5) wanted.handled_files |= right_device_control_5;
    if (version >= 4) wanted.handled_network = tcp_bind_and_connect_4;
    if (version >= 6) wanted.scoped = abstract_sockets_and_signals_6;
    return wanted;
}

std::size_t attributes_size(int version) {
    if (version >= 6) return sizeof(RulesetAttributes);
    return version >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

int add_rule(int ruleset, int descriptor, std::uint64_t rights) {
    struct stat about {};
    if (fstat(descriptor, &about) != 0) return errno;
    if (!S_ISDIR(about.st_mode)) rights &= ~std::uint64_t{LANDLOCK_ACCESS_FS_READ_DIR};
    landlock_path_beneath_attr rule{rights, descriptor};
    const auto code = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    return code == 0 ? 0 : errno;
}

int add_paths(int ruleset, const std::vector<std::string>& paths, std::uint64_t rights) {
    for (const auto& path : paths) {
        const Descriptor opened(open(path.c_str(), O_PATH | O_CLOEXEC));
        if (!opened.is_open()) continue;
        if (const int failed = add_rule(ruleset, opened.get(), rights)) return failed;
    }
    return 0;
}

}  // namespace

int landlock_version() {
    const auto version =
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? static_cast<int>(version) : 0;
}

int put_fence(const Fence& fence, int version) {
    const auto wanted = attributes(version);
    const Descriptor ruleset(
        static_cast<int>(syscall(SYS_landlock_create_ruleset, &wanted, attributes_size(version), 0))
    );
    if (!ruleset.is_open()) return errno;
    if (const int failed = add_paths(ruleset.get(), fence.readable, read_rights)) return failed;
    if (const int failed = add_paths(ruleset.get(), fence.executable, execute_rights)) {
        return failed;
    }
    if (fence.program_descriptor >= 0) {
        if (const int failed = add_rule(ruleset.get(), fence.program_descriptor, execute_rights)) {
            return failed;
        }
    }
    return syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0 ? 0 : errno;
}

}  // namespace fairfile::sandbox
