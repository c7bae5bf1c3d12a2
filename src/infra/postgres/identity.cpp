#include "infra/postgres/postgres.hpp"

namespace fairfile::postgres {

namespace {

std::string claims_of(UserId user) {
    return R"({"sub":")" + to_string(user) + R"(","role":"authenticated"})";
}

}  // namespace

Identity Identity::user(UserId user) {
    Identity identity;
    identity.role_ = "authenticated";
    identity.claims_ = claims_of(user);
    return identity;
}

Identity Identity::job(UserId user) {
    auto identity = Identity::user(user);
    identity.role_ = "fairfile_job";
    return identity;
}

Identity Identity::gate() {
    Identity identity;
    identity.role_ = "fairfile_gate";
    return identity;
}

Identity Identity::operator_(UserId operator_user) {
    auto identity = Identity::user(operator_user);
    identity.role_ = "fairfile_operator";
    return identity;
}

}  // namespace fairfile::postgres
