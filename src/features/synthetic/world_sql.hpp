// db/synthetic/*.sql as they were when the program was built. `:users`, `:seed`, `:until`, `:first`
// and `:last` stand for what world.cpp fills in.
#pragma once

#include <string>

namespace fairfile::synthetic {

std::string world_prepare();
std::string world_indexes();
std::string world_people();
std::string world_complete();

}  // namespace fairfile::synthetic
