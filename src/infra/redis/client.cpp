#include "infra/redis/client.hpp"

#include "infra/redis/sentinel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/evp.h>

#include <array>

namespace fairfile::redis {

namespace {

constexpr int redirects_max = 3;
// A cluster that has just lost a master is asked again this often at most.
constexpr std::chrono::milliseconds learn_pause{100};

std::string encode_words(const std::vector<std::string>& words) {
    const std::vector<std::string_view> views(words.begin(), words.end());
    return encode(views);
}

awaitable<Result<Address>> already_known(Address address) {
    co_return address;
}

Locate locate_in(boost::asio::io_context& loop, const Target& target, const Address& address) {
    if (target.layout != Layout::sentinel) return [address] { return already_known(address); };
    return [&loop, &target] { return ask_sentinels(loop, target); };
}

}  // namespace

Script::Script(std::string text) : text_(std::move(text)) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text_.data(), text_.size(), digest.data(), &size, EVP_sha1(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned at = 0; at < size; ++at) {
        sha1_ += digits[digest.at(at) >> 4U];
        sha1_ += digits[digest.at(at) & 15U];
    }
}

Client::Client(boost::asio::io_context& loop, Target target, OnBreaker on_breaker)
    : loop_(loop), target_(std::move(target)), on_breaker_(std::move(on_breaker)) {}

void Client::start() {
    node_at(target_.addresses.front());
    if (target_.layout == Layout::cluster) learn();
}

void Client::stop() {
    auto self = shared_from_this();
    boost::asio::post(loop_, [self] {
        self->is_stopped_ = true;
        for (const auto& [address, node] : self->nodes_) node->stop();
    });
}

awaitable<Result<Value>> Client::ask(
    const std::string& key, const std::vector<std::string>& words
) {
    auto bytes = encode_words(words);
    const auto slot = target_.layout == Layout::cluster ? slot_of(key) : 0;
    return follow(std::move(bytes), slot);
}

awaitable<Result<Value>> Client::run(
    const Script& script, std::string key, std::vector<std::string> arguments
) {
    std::vector<std::string> words{"EVALSHA", script.sha1(), "1", key};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto answer = co_await ask(key, words);
    if (!answer || !answer->is_error("NOSCRIPT")) co_return answer;

    ++reloads_;
    words[0] = "EVAL";
    words[1] = script.text();
    co_return co_await ask(key, words);
}

awaitable<Result<Value>> Client::follow(std::string bytes, unsigned slot) {
    const auto self = shared_from_this();
    auto address = home_of(slot);
    std::string prefix;
    for (int hop = 0;; ++hop) {
        const auto node = node_at(address);
        auto command = prefix + bytes;
        auto answer = co_await node->ask(std::move(command), prefix.empty() ? 1 : 2);
        if (target_.layout != Layout::cluster) co_return answer;
        if (!answer) {
            learn();
            co_return answer;
        }
        const auto redirect = read_redirect(*answer, address);
        if (answer->is_error("CLUSTERDOWN")) learn();
        if (!redirect || hop == redirects_max) co_return answer;
        ++redirects_;
        address = redirect->to;
        prefix.clear();
        if (redirect->is_moved) {
            learn();
        } else {
            prefix = encode_words({"ASKING"});
        }
    }
}

Address Client::home_of(unsigned slot) const {
    const auto* master = master_of(slots_, slot);
    return master != nullptr ? *master : target_.addresses.front();
}

std::shared_ptr<Node> Client::node_at(const Address& address) {
    auto& node = nodes_[address];
    if (!node) {
        auto options = target_.node;
        options.must_be_master = target_.layout == Layout::sentinel;
        auto locate = locate_in(loop_, target_, address);
        node = std::make_shared<Node>(loop_, std::move(options), std::move(locate), on_breaker_);
        node->start();
    }
    return node;
}

void Client::learn() {
    if (is_learning_ || is_stopped_) return;
    is_learning_ = true;
    boost::asio::co_spawn(loop_, learn_slots(shared_from_this()), boost::asio::detached);
}

awaitable<void> Client::learn_slots(std::shared_ptr<Client> self) {
    std::vector<Address> candidates = self->target_.addresses;
    for (const auto& [address, node] : self->nodes_) candidates.push_back(address);
    for (const auto& address : candidates) {
        const auto node = self->node_at(address);
        auto command = encode_words({"CLUSTER", "SLOTS"});
        auto answer = co_await node->ask(std::move(command));
        if (self->is_stopped_) co_return;
        if (!answer) continue;
        if (auto slots = read_slots(*answer, address)) {
            self->slots_ = std::move(*slots);
            break;
        }
    }
    boost::asio::steady_timer timer(self->loop_, learn_pause);
    co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    self->is_learning_ = false;
}

std::uint64_t Client::writes() const {
    std::uint64_t sum = 0;
    for (const auto& [address, node] : nodes_) sum += node->writes();
    return sum;
}

}  // namespace fairfile::redis
