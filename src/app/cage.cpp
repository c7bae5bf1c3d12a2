#include "app/cage.hpp"

#include "infra/ocr/ocr.hpp"
#include "infra/pdf/pdf.hpp"

#include <filesystem>
#include <iterator>

namespace fairfile::app {

std::string own_program() {
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

Result<sandbox::Sandbox> start_cage() {
    auto programs = pdf::cage_programs();
    auto ocr_programs = ocr::cage_programs(own_program());
    programs.insert(
        programs.end(),
        std::make_move_iterator(ocr_programs.begin()),
        std::make_move_iterator(ocr_programs.end())
    );
    return sandbox::Sandbox::start(std::move(programs));
}

}  // namespace fairfile::app
