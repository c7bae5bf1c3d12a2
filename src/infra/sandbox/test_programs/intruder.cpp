// Stands in a reader's place and tries what a taken-over reader would try. Prints "allowed" or
// "refused" for each; what the cage answers with death prints nothing.
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sched.h>
#include <string>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

bool print(const std::string& text, int to = 1) {
    return write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

void tell(bool allowed) {
    print(allowed ? "allowed\n" : "refused\n");
}

void read_file(const char* path) {
    tell(open(path, O_RDONLY) >= 0);
}

void write_file(const char* path) {
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    tell(file >= 0 && write(file, "x", 1) == 1);
}

void write_input() {
    const int file = open("/proc/self/fd/0", O_RDWR);
    tell(file >= 0 || write(0, "x", 1) == 1);
}

void make_socket() {
    tell(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

void connect_somewhere() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    tell(connect(1, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

void fork_bomb() {
    int children = 0;
    while (children < 100 && fork() >= 0) ++children;
    tell(children > 0);
}

void start_thread() {
    // Without a stack of its own it would not get far; the cage must not let it start at all.
    constexpr unsigned long thread = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;
    tell(syscall(SYS_clone, thread, nullptr, nullptr, nullptr, nullptr) >= 0);
}

void execute_shell() {
    execl("/bin/sh", "sh", "-c", "echo allowed", nullptr);
    tell(false);
}

void execute_shell_by_descriptor() {
    char* const none[] = {nullptr};
    syscall(SYS_execveat, 100, "/bin/sh", none, none, AT_EMPTY_PATH);
    tell(false);
}

void execute_by_the_permitted_address() {
    constexpr unsigned long permitted = 0x10000;
    void* const wanted = reinterpret_cast<void*>(permitted);
    constexpr int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    void* const page = mmap(wanted, 4096, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (page != wanted) return tell(false);
    std::strcpy(static_cast<char*>(page), "/bin/true");
    char* const none[] = {nullptr};
    syscall(SYS_execveat, 100, permitted, none, none, AT_EMPTY_PATH);
    tell(true);
}

void raise_limit() {
    const unsigned long unlimited[2] = {~0UL, ~0UL};
    tell(syscall(SYS_prlimit64, 0, 9, unlimited, nullptr) == 0);
}

void kill_parent() {
    tell(kill(getppid(), SIGKILL) == 0);
}

void trace_parent() {
    tell(ptrace(PTRACE_ATTACH, getppid(), nullptr, nullptr) == 0);
}

void allocate(unsigned long mebibytes) {
    std::vector<std::string> kept;
    for (unsigned long size = 0; size < mebibytes; size += 16) kept.emplace_back(16 << 20, 'x');
    tell(true);
}

void print_without_end() {
    const std::string line(4096, 'x');
    while (print(line)) continue;
}

void complain_without_end() {
    for (int line = 0; line < 100'000; ++line) print("something is wrong here\n", 2);
    tell(true);
}

void loop() {
    volatile bool forever = true;
    while (forever) continue;
}

void hang() {
    for (;;) pause();
}

void crash() {
    std::abort();
}

void print_input() {
    std::string text(1 << 20, '\0');
    const auto size = read(0, text.data(), text.size());
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    print(text);
}

void print_environment() {
    for (char** entry = environ; *entry; ++entry) print(std::string(*entry) + "\n");
}

void print_user() {
    print(std::to_string(getuid()) + " " + std::to_string(getgid()) + "\n");
}

}  // namespace

int main(int count, char** arguments) {
    const std::map<std::string, void (*)()> attempts = {
        {"read-passwords", [] { read_file("/etc/passwd"); }},
        {"read-other-process", [] { read_file("/proc/1/environ"); }},
        {"write-outside", [] { write_file("/tmp/fairfile-intruder"); }},
        {"write-shared-memory", [] { write_file("/dev/shm/fairfile-intruder"); }},
        {"write-input", write_input},
        {"socket", make_socket},
        {"connect", connect_somewhere},
        {"fork-bomb", fork_bomb},
        {"thread", start_thread},
        {"execute", execute_shell},
        {"execute-by-descriptor", execute_shell_by_descriptor},
        {"execute-by-address", execute_by_the_permitted_address},
        {"raise-limit", raise_limit},
        {"kill-parent", kill_parent},
        {"trace", trace_parent},
        {"allocate-256-mebibytes", [] { allocate(256); }},
        {"allocate-2-gibibytes", [] { allocate(2048); }},
        {"print-without-end", print_without_end},
        {"complain-without-end", complain_without_end},
        {"loop", loop},
        {"hang", hang},
        {"crash", crash},
        {"print-input", print_input},
        {"print-environment", print_environment},
        {"print-user", print_user},
    };
    const auto found = attempts.find(count > 1 ? arguments[1] : "");
    if (found == attempts.end()) return 2;
    found->second();
    return 0;
}
