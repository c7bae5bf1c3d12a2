#include "infra/sandbox/sandbox.hpp"

#include "infra/sandbox/clean_parent.hpp"
#include "infra/sandbox/descriptor.hpp"
#include "infra/sandbox/wire.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace fairfile::sandbox {

namespace {

using Time = std::chrono::steady_clock::time_point;

// The warden keeps the deadline; this is for the case that it was killed with everything else.
constexpr std::chrono::seconds patience_beyond_deadline{10};

Error unavailable(std::string detail) {
    return Error{
        Failure::unavailable,
        "sandbox.unavailable",
        "The protected reader is not available at the moment.",
        std::move(detail)};
}

bool wait_readable(int descriptor, Time deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now()
        );
        if (left.count() <= 0) return false;
        pollfd event{descriptor, POLLIN, 0};
        if (poll(&event, 1, static_cast<int>(left.count())) > 0) return true;
    }
}

/// One run as its caller sees it.
class Run {
  public:
    Run(const SandboxRequest& request, std::uint32_t program)
        : request_(request),
          program_(program),
          deadline_(
              std::chrono::steady_clock::now() + request.limits.wall + patience_beyond_deadline
          ) {}

    Result<SandboxOutcome> through(int socket) {
        if (!order(socket)) return unavailable(std::strerror(errno));
        const auto read = read_output();
        if (read == Read::too_much) {
            // Hanging up makes the warden end the group.
            outcome_.end = SandboxEnd::output_too_large;
            outcome_.output.clear();
            return std::move(outcome_);
        }
        if (read == Read::stuck) return unavailable("no end of output");
        return read_verdict();
    }

  private:
    enum class Read { whole, too_much, stuck };

    bool order(int socket) {
        std::array<int, 2> pipe_ends{-1, -1};
        std::array<int, 2> answer_ends{-1, -1};
        if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return false;
        output_.reset(pipe_ends[0]);
        const Descriptor program_output(pipe_ends[1]);
        constexpr int kind = SOCK_SEQPACKET | SOCK_CLOEXEC;
        if (socketpair(AF_UNIX, kind, 0, answer_ends.data()) != 0) return false;
        answer_.reset(answer_ends[0]);
        const Descriptor warden_answer(answer_ends[1]);

        const auto packet = encode(
            {program_,
             request_.limits.memory_bytes,
             request_.limits.file_bytes_max,
             static_cast<std::uint64_t>(request_.limits.wall.count()),
             request_.arguments,
             request_.environment}
        );
        std::vector<int> descriptors{program_output.get(), warden_answer.get()};
        if (request_.input) descriptors.push_back(request_.input->descriptor());
        errno = E2BIG;
        return packet.size() <= order_bytes_max && send_order(socket, packet, descriptors);
    }

    Read read_output() {
        std::string piece(64 * 1024, '\0');
        std::uint64_t total = 0;
        for (;;) {
            if (!wait_readable(output_.get(), deadline_)) return Read::stuck;
            const auto size = ::read(output_.get(), piece.data(), piece.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) return Read::whole;
            total += static_cast<std::uint64_t>(size);
            if (total > request_.limits.output_bytes_max) return Read::too_much;
            const std::string_view bytes(piece.data(), static_cast<std::size_t>(size));
            if (request_.on_output) {
                request_.on_output(bytes);
            } else {
                outcome_.output += bytes;
            }
        }
    }

    Result<SandboxOutcome> read_verdict() {
        Verdict verdict;
        if (!wait_readable(answer_.get(), deadline_)) return unavailable("no verdict");
        const auto size = recv(answer_.get(), &verdict, sizeof verdict, 0);
        if (size != static_cast<ssize_t>(sizeof verdict)) return unavailable("the warden died");
        if (verdict.setup_errno != 0) {
            return unavailable(
                std::string(verdict.setup_step.data()) + ": " + std::strerror(verdict.setup_errno)
            );
        }
        outcome_.diagnostics.assign(verdict.diagnostics.data(), verdict.diagnostics_size);
        outcome_.peak_memory_bytes = verdict.peak_memory_bytes;
        outcome_.processor_time = std::chrono::milliseconds(verdict.processor_ms);
        judge(verdict);
        return std::move(outcome_);
    }

    void judge(const Verdict& verdict) {
        const int status = verdict.wait_status;
        const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        if (WIFEXITED(status)) outcome_.exit_code = WEXITSTATUS(status);
        outcome_.signal = signal;
        const bool failed = signal != 0 || outcome_.exit_code != 0;
        if (verdict.late || signal == SIGXCPU) {
            outcome_.end = SandboxEnd::timeout;
        } else if (signal == SIGSYS) {
            outcome_.end = SandboxEnd::denied;
        } else if (failed && ran_out_of_memory()) {
            outcome_.end = SandboxEnd::memory;
        } else {
            outcome_.end = signal != 0 ? SandboxEnd::killed : SandboxEnd::finished;
        }
    }

    /// A refused allocation has no signal of its own: the program says so, or it died when full.
    bool ran_out_of_memory() const {
        constexpr std::array<std::string_view, 4> signs{
            "bad_alloc", "ut of memory", "annot allocate memory", "ot enough memory"};
        const std::string_view said = outcome_.diagnostics;
        const bool admitted = std::any_of(signs.begin(), signs.end(), [said](auto sign) {
            return said.find(sign) != said.npos;
        });
        return admitted || outcome_.peak_memory_bytes > request_.limits.memory_bytes / 10 * 9;
    }

    const SandboxRequest& request_;
    const std::uint32_t program_;
    const Time deadline_;
    Descriptor output_;
    Descriptor answer_;
    SandboxOutcome outcome_;
};

}  // namespace

Result<SealedFile> SealedFile::make(std::string_view bytes) {
    Descriptor file(memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.is_open()) return unavailable("memfd: " + std::string(std::strerror(errno)));
    const auto size = bytes.size();
    while (!bytes.empty()) {
        const auto written = write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return unavailable("memfd: " + std::string(std::strerror(errno)));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    constexpr int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    if (fcntl(file.get(), F_ADD_SEALS, seals) != 0) return unavailable("seals");
    return SealedFile(file.release(), size);
}

SealedFile::SealedFile(SealedFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(std::exchange(other.size_, 0)) {}

SealedFile& SealedFile::operator=(SealedFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_, other.size_);
    return *this;
}

SealedFile::~SealedFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

std::string to_string(const SandboxLayers& layers) {
    std::string text;
    const auto say = [&text](bool on, std::string_view name) {
        if (!text.empty()) text += ", ";
        text += on ? name : "no " + std::string(name);
    };
    say(layers.system_call_filter, "system call filter");
    say(layers.limits, "limits");
    say(layers.landlock_version > 0, "file fence (Landlock)");
    say(layers.network_namespace, "network namespace");
    say(layers.own_user || layers.user_namespace, "user of its own");
    return text;
}

Sandbox::Sandbox(int socket, SandboxLayers layers, std::vector<std::string> names)
    : socket_(socket), layers_(layers), names_(std::move(names)) {}

Sandbox::Sandbox(Sandbox&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      layers_(other.layers_),
      names_(std::move(other.names_)) {}

Sandbox& Sandbox::operator=(Sandbox&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(layers_, other.layers_);
    std::swap(names_, other.names_);
    return *this;
}

Sandbox::~Sandbox() {
    if (socket_ >= 0) close(socket_);
}

Result<Sandbox> Sandbox::start(std::vector<SandboxProgram> programs) {
    auto parent = start_clean_parent(programs);
    if (!parent) return parent.error();
    std::vector<std::string> names;
    for (const auto& program : programs) names.push_back(program.name);
    return Sandbox(parent->socket.release(), parent->layers, std::move(names));
}

bool Sandbox::knows(std::string_view program) const {
    return std::find(names_.begin(), names_.end(), program) != names_.end();
}

Result<SandboxOutcome> Sandbox::run(const SandboxRequest& request) const {
    const auto found = std::find(names_.begin(), names_.end(), request.program);
    if (found == names_.end()) {
        return Error{
            Failure::bug,
            "sandbox.program",
            "This cannot be read here.",
            "no program is named " + request.program};
    }
    const auto index = static_cast<std::uint32_t>(found - names_.begin());
    return Run(request, index).through(socket_);
}

runtime::awaitable<Result<SandboxOutcome>> Sandbox::run(
    runtime::CpuPool& pool, SandboxRequest request
) const {
    std::optional<Result<SandboxOutcome>> outcome;
    auto work = [this, &request, &outcome] {
        outcome = run(request);
        return true;
    };
    auto worked = co_await runtime::offload(pool, std::move(work));
    if (!worked) co_return worked.error();
    co_return std::move(*outcome);
}

}  // namespace fairfile::sandbox
