#include "infra/sandbox/syscall_filter.hpp"

#include "infra/sandbox/descriptor.hpp"

#include <seccomp.h>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <initializer_list>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

namespace fairfile::sandbox {

namespace {

class Rules {
  public:
    Rules() : filter_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
        if (!filter_) failure_ = ENOMEM;
    }
    ~Rules() {
        if (filter_) seccomp_release(filter_);
    }
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;

    void allow(std::initializer_list<int> calls) { each(SCMP_ACT_ALLOW, calls); }
    void kill(std::initializer_list<int> calls) { each(SCMP_ACT_KILL_PROCESS, calls); }
    void answer(int code, std::initializer_list<int> calls) {
        each(SCMP_ACT_ERRNO(static_cast<std::uint32_t>(code)), calls);
    }
    void when(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> conditions) {
        if (failure_) return;
        const auto code = seccomp_rule_add_array(
            filter_, action, call, static_cast<unsigned>(conditions.size()), conditions.begin()
        );
        // A call that this processor does not have needs no rule.
        if (code != 0 && code != -EDOM && call >= 0) failure_ = -code;
    }
    std::vector<sock_filter> finish() {
        if (failure_) return {};
        seccomp_attr_set(filter_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
        // A binary tree: a program makes tens of thousands of cheap calls.
        seccomp_attr_set(filter_, SCMP_FLTATR_CTL_OPTIMIZE, 2);
        const Descriptor file(memfd_create("filter", MFD_CLOEXEC));
        if (seccomp_export_bpf(filter_, file.get()) != 0) return {};
        const auto bytes = lseek(file.get(), 0, SEEK_END);
        if (bytes <= 0) return {};
        std::vector<sock_filter> filter(static_cast<std::size_t>(bytes) / sizeof(sock_filter));
        const auto read = pread(file.get(), filter.data(), static_cast<std::size_t>(bytes), 0);
        return read == bytes ? filter : std::vector<sock_filter>{};
    }

  private:
    void each(std::uint32_t action, std::initializer_list<int> calls) {
        for (const int call : calls) when(action, call, {});
    }

    scmp_filter_ctx filter_;
    int failure_ = 0;
};

scmp_arg_cmp equal(unsigned argument, scmp_datum_t value) {
    return {argument, SCMP_CMP_EQ, value, 0};
}

scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void allow_computing(Rules& rules) {
    rules.allow({
        SCMP_SYS(read),
        SCMP_SYS(readv),
        SCMP_SYS(pread64),
        SCMP_SYS(preadv),
        SCMP_SYS(write),
        SCMP_SYS(writev),
        SCMP_SYS(close),
        SCMP_SYS(lseek),
        SCMP_SYS(fstat),
        SCMP_SYS(newfstatat),
        SCMP_SYS(stat),
        SCMP_SYS(lstat),
        SCMP_SYS(statx),
        SCMP_SYS(fstatfs),
        SCMP_SYS(statfs),
        SCMP_SYS(access),
        SCMP_SYS(faccessat),
        SCMP_SYS(faccessat2),
        SCMP_SYS(getdents64),
        SCMP_SYS(readlink),
        SCMP_SYS(readlinkat),
        SCMP_SYS(getcwd),
        SCMP_SYS(fadvise64),
        SCMP_SYS(dup),
        SCMP_SYS(poll),
        SCMP_SYS(ppoll),
        SCMP_SYS(munmap),
        SCMP_SYS(mprotect),
        SCMP_SYS(madvise),
        SCMP_SYS(brk),
        SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn),
        SCMP_SYS(sigaltstack),
        SCMP_SYS(getpid),
        SCMP_SYS(gettid),
        SCMP_SYS(getppid),
        SCMP_SYS(getuid),
        SCMP_SYS(geteuid),
        SCMP_SYS(getgid),
        SCMP_SYS(getegid),
        SCMP_SYS(getrlimit),
        SCMP_SYS(getrusage),
        SCMP_SYS(times),
        SCMP_SYS(clock_gettime),
        SCMP_SYS(clock_getres),
        SCMP_SYS(clock_nanosleep),
        SCMP_SYS(nanosleep),
        SCMP_SYS(gettimeofday),
        SCMP_SYS(time),
        SCMP_SYS(futex),
        SCMP_SYS(set_robust_list),
        SCMP_SYS(set_tid_address),
        SCMP_SYS(rseq),
        SCMP_SYS(arch_prctl),
        SCMP_SYS(exit),
        SCMP_SYS(exit_group),
        SCMP_SYS(sched_getaffinity),
        SCMP_SYS(sched_yield),
        SCMP_SYS(getrandom),
        SCMP_SYS(uname),
        SCMP_SYS(sysinfo),
        SCMP_SYS(restart_syscall),
    });
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(ioctl), {equal(1, TCGETS)});
    for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD, F_DUPFD_CLOEXEC}) {
        rules.when(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), {equal(1, static_cast<scmp_datum_t>(command))});
    }
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), {equal(2, 0)});
    // raise() and abort() on itself, nobody else.
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), {equal(0, static_cast<scmp_datum_t>(getpid()))});
}

void allow_reading_files(Rules& rules) {
    constexpr scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(open), {masked(1, writing, 0)});
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(openat), {masked(2, writing, 0)});
    rules.answer(ENOSYS, {SCMP_SYS(openat2)});
}

void allow_mapping_memory(Rules& rules) {
    constexpr scmp_datum_t fixed = MAP_FIXED | MAP_FIXED_NOREPLACE;
    constexpr scmp_datum_t above_path_page = path_page * 2;
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(mmap), {scmp_arg_cmp{0, SCMP_CMP_GE, above_path_page, 0}});
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(mmap), {equal(0, 0), masked(3, fixed, 0)});
    rules.when(SCMP_ACT_ALLOW, SCMP_SYS(mremap), {masked(3, MREMAP_FIXED, 0)});
}

void allow_one_execution(Rules& rules) {
    rules.when(
        SCMP_ACT_ALLOW,
        SCMP_SYS(execveat),
        {equal(0, program_descriptor), equal(1, path_page), equal(4, AT_EMPTY_PATH)}
    );
}

void kill_what_no_reader_does(Rules& rules) {
    rules.kill({
        SCMP_SYS(socket),
        SCMP_SYS(socketpair),
        SCMP_SYS(connect),
        SCMP_SYS(bind),
        SCMP_SYS(listen),
        SCMP_SYS(accept),
        SCMP_SYS(accept4),
        SCMP_SYS(sendto),
        SCMP_SYS(sendmsg),
        SCMP_SYS(sendmmsg),
        SCMP_SYS(execve),
        SCMP_SYS(fork),
        SCMP_SYS(vfork),
        SCMP_SYS(ptrace),
        SCMP_SYS(process_vm_readv),
        SCMP_SYS(process_vm_writev),
        SCMP_SYS(pidfd_getfd),
        SCMP_SYS(unshare),
        SCMP_SYS(setns),
        SCMP_SYS(mount),
        SCMP_SYS(umount2),
        SCMP_SYS(pivot_root),
        SCMP_SYS(chroot),
        SCMP_SYS(bpf),
        SCMP_SYS(perf_event_open),
        SCMP_SYS(userfaultfd),
        SCMP_SYS(keyctl),
        SCMP_SYS(add_key),
        SCMP_SYS(request_key),
        SCMP_SYS(init_module),
        SCMP_SYS(finit_module),
        SCMP_SYS(io_uring_setup),
        SCMP_SYS(remap_file_pages),
    });
    // Threads are refused kindly: OpenMP then works with one. Processes are not.
    rules.answer(ENOSYS, {SCMP_SYS(clone3)});
    rules.when(SCMP_ACT_ERRNO(EAGAIN), SCMP_SYS(clone), {masked(0, CLONE_THREAD, CLONE_THREAD)});
    rules.when(SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), {masked(0, CLONE_THREAD, 0)});
}

}  // namespace

std::vector<sock_filter> make_system_call_filter() {
    Rules rules;
    allow_computing(rules);
    allow_reading_files(rules);
    allow_mapping_memory(rules);
    allow_one_execution(rules);
    kill_what_no_reader_does(rules);
    return rules.finish();
}

int load_system_call_filter(const std::vector<sock_filter>& filter) {
    const sock_fprog program{
        static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
    if (filter.empty()) return EINVAL;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

}  // namespace fairfile::sandbox
