#include "app/blocking.hpp"
#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "app/wiring.hpp"
#include "infra/crypto/random.hpp"

namespace fairfile::app {

namespace {

int create_operator(Foundation& foundation, Slices& slices, const std::string& email) {
    const auto password = crypto::random_token();
    auto created = wait_for(foundation, slices.users.create_operator(email, Secret(password)));
    if (!created) return complain(created.error(), exit_no);
    say_line("Operator " + email + " with password " + password);
    say_line("The second factor is compulsory: it is set up at the first sign-in.");
    return exit_done;
}

int set_tier(Foundation& foundation, Slices& slices, const UsersOptions& options) {
    auto set =
        wait_for(foundation, slices.users.set_tier(options.email, options.tier, std::nullopt));
    if (!set) return complain(set.error(), exit_no);
    if (!*set) return complain("Nobody has the address " + options.email + ".", exit_no);
    say_line(options.email + " is " + options.tier + " now.");
    return exit_done;
}

int list_users(Foundation& foundation, Slices& slices) {
    constexpr std::int64_t shown_max = 1'000;
    auto users = wait_for(foundation, slices.users.list_users(shown_max));
    if (!users) return complain(users.error(), exit_missing);
    std::vector<std::vector<std::string>> rows{{"Id", "E-mail", "Role", "Tier", "Since"}};
    for (const auto& user : *users) {
        rows.push_back({to_string(user.id), user.email, user.role, user.tier, user.created_at});
    }
    say(table(rows));
    return exit_done;
}

}  // namespace

int run_users(const Settings& given, const UsersOptions& options) {
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    const auto settings = with_embedded_database(given);
    auto foundation = Foundation::build({settings, settings.database.url}, std::move(*cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    auto slices = Slices::build(**foundation, settings);
    if (!slices) return complain(slices.error(), exit_missing);
    (*foundation)->database->start();
    (*foundation)->loops.start();

    int status = exit_done;
    switch (options.action) {
        case UsersOptions::Action::create_operator:
            status = create_operator(**foundation, **slices, options.email);
            break;
        case UsersOptions::Action::set_tier:
            status = set_tier(**foundation, **slices, options);
            break;
        case UsersOptions::Action::list:
            status = list_users(**foundation, **slices);
            break;
    }
    (*foundation)->loops.stop();
    (*foundation)->loops.join();
    return status;
}

}  // namespace fairfile::app
