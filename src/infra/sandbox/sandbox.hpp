// A program in a cage: a document goes in by a sealed descriptor, bytes come out by a pipe with a
// cap. No network, no other program, no writing, limits on memory, processor and time; the whole
// process group is killed at the deadline. `Sandbox::start` forks the small clean process that all
// cages come from, so it is called at the top of main, before any thread exists. What a hostile
// document does to its reader ends as a value in SandboxOutcome, never as a failure of the caller.
#pragma once

#include "base/result.hpp"
#include "infra/runtime/runtime.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::sandbox {

/// Bytes in memory that nobody can change any more; the kernel enforces it.
class SealedFile {
  public:
    static Result<SealedFile> make(std::string_view bytes);
    SealedFile(SealedFile&& other) noexcept;
    SealedFile& operator=(SealedFile&& other) noexcept;
    ~SealedFile();

    int descriptor() const { return descriptor_; }
    std::size_t size() const { return size_; }

  private:
    SealedFile(int descriptor, std::size_t size) : descriptor_(descriptor), size_(size) {}

    int descriptor_ = -1;
    std::size_t size_ = 0;
};

/// What may be executed, by name. `readable` are the files and folders it may read beside the
/// system's libraries and itself; those that do not exist are passed over.
struct SandboxProgram {
    std::string name;
    std::string path;
    std::vector<std::string> readable = {};
};

constexpr std::uint64_t mebibyte = 1024 * 1024;

struct SandboxLimits {
    std::uint64_t memory_bytes = 512 * mebibyte;
    std::uint64_t output_bytes_max = 64 * mebibyte;
    std::uint64_t file_bytes_max = 0;
    std::chrono::milliseconds wall{30'000};
};

/// `input` is the program's standard input, also readable as `input_path`. With `on_output` the
/// bytes are handed over as they come, on the calling thread, and are not collected.
struct SandboxRequest {
    std::string program;
    std::vector<std::string> arguments = {};
    std::vector<std::string> environment = {};
    // Shared: several runs, some at the same time, read one document.
    std::shared_ptr<const SealedFile> input = {};
    SandboxLimits limits = {};
    std::function<void(std::string_view)> on_output = {};
};

constexpr std::string_view input_path = "/proc/self/fd/0";

enum class SandboxEnd { finished, timeout, memory, output_too_large, killed, denied };

struct SandboxOutcome {
    SandboxEnd end = SandboxEnd::finished;
    int exit_code = 0;        // of `finished`
    int signal = 0;           // of `killed`
    std::string output;       // empty with on_output
    std::string diagnostics;  // head of standard error; may quote the document: never logged
    std::uint64_t peak_memory_bytes = 0;
    std::chrono::milliseconds processor_time{0};
};

/// Which protections are really on, as found by putting a cage on at start.
struct SandboxLayers {
    bool system_call_filter = false;
    bool network_namespace = false;
    bool user_namespace = false;
    bool own_user = false;
    int landlock_version = 0;  // 0: the kernel has none
    bool limits = false;
};

std::string to_string(const SandboxLayers& layers);

class Sandbox {
  public:
    /// Fails with "sandbox.start" when the kernel cannot even filter system calls.
    static Result<Sandbox> start(std::vector<SandboxProgram> programs);
    Sandbox(Sandbox&& other) noexcept;
    Sandbox& operator=(Sandbox&& other) noexcept;
    ~Sandbox();

    const SandboxLayers& active_layers() const { return layers_; }
    bool knows(std::string_view program) const;

    /// Waits for the program. Any number of threads may call it at once. Fails only when no cage
    /// could be made ("sandbox.unavailable", worth another try) or the program is not one of the
    /// named ("sandbox.program").
    Result<SandboxOutcome> run(const SandboxRequest& request) const;

    /// The same without holding up the event loop; `pool` bounds how many run at a time.
    runtime::awaitable<Result<SandboxOutcome>> run(runtime::CpuPool& pool, SandboxRequest request)
        const;

  private:
    Sandbox(int socket, SandboxLayers layers, std::vector<std::string> names);

    int socket_ = -1;
    SandboxLayers layers_;
    std::vector<std::string> names_;
};

}  // namespace fairfile::sandbox
