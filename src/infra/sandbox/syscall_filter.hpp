// The list of system calls that a caged program may make. Everything else fails with EPERM; what
// no reader of documents ever does (sockets, other programs, tracing) kills it with SIGSYS.
#pragma once

#include <linux/filter.h>
#include <vector>

namespace fairfile::sandbox {

/// The one permitted execution names this descriptor, which is above the limit of open files: once
/// it is closed by the execution, nothing can ever be opened under this number again.
constexpr int program_descriptor = 100;

/// The empty path of the one permitted execution lies on this page, the lowest that an
/// unprivileged process may map; the filter lets nobody map it again afterwards. So a second
/// execution has no path to name.
constexpr unsigned long path_page = 0x10000;

/// Made for the calling process (it may signal itself, nobody else). Empty on failure.
std::vector<sock_filter> make_system_call_filter();

/// Needs no memory, so it may follow the memory limit. Returns 0 or an errno.
int load_system_call_filter(const std::vector<sock_filter>& filter);

}  // namespace fairfile::sandbox
