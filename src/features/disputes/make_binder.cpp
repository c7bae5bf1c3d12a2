#include "features/disputes/binder.hpp"
#include "features/disputes/dispute_store.hpp"
#include "features/disputes/disputes.hpp"

namespace fairfile::disputes {

awaitable<Result<Disputes::Binder>> Disputes::binder(UserId user, DisputeId id) {
    std::vector<postgres::Call> calls;
    for (const auto* statement :
         {&select_dispute,
          &select_binder_history,
          &select_binder_letters,
          &select_binder_mailings,
          &select_binder_answers,
          &select_binder_findings}) {
        calls.push_back({statement});
        calls.back().parameters.add(user).add(id);
    }
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[0].empty()) {
        co_return Error{Failure::missing, "http.not_found", "There is nothing at this address."};
    }

    BinderSource source{(*rows)[0], (*rows)[1], (*rows)[2], (*rows)[3], (*rows)[4], (*rows)[5], {}};
    for (std::size_t row = 0; row < source.letters.size(); ++row) {
        auto letter = co_await parts_.letters.show(user, LetterId{source.letters.uuid(row, 0)});
        if (!letter) co_return letter.error();
        source.letter_json.push_back(std::move(letter->json));
    }
    auto draw = [paper = binder_paper(source)] { return letters::draw_paper(paper); };
    auto pdf = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!pdf) co_return pdf.error();
    Binder made{binder_json(source), std::move(*pdf)};
    co_return made;
}

}  // namespace fairfile::disputes
