// A map that holds so many entries and no more: the one not asked for longest goes first. Not for
// several threads. Internal to this slice.
#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>
#include <utility>

namespace fairfile::users {

template <class Key, class Value, class Hash = std::hash<Key>>
class LruMap {
  public:
    explicit LruMap(std::size_t size_max) : size_max_(size_max) {}

    /// nullptr when it is not there; else it is now the newest.
    Value* find(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return &found->second->second;
    }

    Value& put(const Key& key, Value value) {
        erase(key);
        entries_.emplace_front(key, std::move(value));
        places_[key] = entries_.begin();
        if (entries_.size() > size_max_) {
            places_.erase(entries_.back().first);
            entries_.pop_back();
        }
        return entries_.front().second;
    }

    void erase(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return;
        entries_.erase(found->second);
        places_.erase(found);
    }

    std::size_t size() const { return entries_.size(); }

  private:
    using Entries = std::list<std::pair<Key, Value>>;

    const std::size_t size_max_;
    Entries entries_;
    std::unordered_map<Key, typename Entries::iterator, Hash> places_;
};

/// For keyed digests, whose bytes are as good as any hash.
struct DigestHash {
    template <class Digest>
    std::size_t operator()(const Digest& digest) const {
        std::size_t hash = 0;
        for (std::size_t at = 0; at < sizeof hash; ++at) hash = (hash << 8U) | digest[at];
        return hash;
    }
};

}  // namespace fairfile::users
