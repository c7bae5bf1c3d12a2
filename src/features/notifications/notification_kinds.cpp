#include "features/notifications/notification_kinds.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace fairfile::notifications {

namespace {

struct Words {
    std::string_view subject;
    std::string_view text;  // {day} stands for the day
    std::string_view page;
};

// In the order of `kinds`.
constexpr std::array<Words, kinds.size()> words{{
    {"Your report is ready",
     "We have read your report. See what we found, and what you can do about it.",
     "/reports"},
    {"Your report has questions for you",
     "We have read your report, but a few places were hard to read. Your answers make it right.",
     "/reports"},
    {"Your report could not be read",
     "We could not read your file. Nothing of yours is lost, and it does not count against your"
     " month. See why, and what you can do.",
     "/reports"},
    {"Your letter is on its way",
     "Your letter was mailed on {day}. The time for an answer starts when it is delivered: record"
     " that day when you know it.",
     "/disputes"},
    {"Your letter was delivered",
     "Your letter was delivered on {day}. The time for an answer runs from that day. See the date"
     " by which it must come.",
     "/disputes"},
    {"A deadline is near",
     "An answer to your letter is due by {day}. If it has come, record what it says. If it does not"
     " come, we show you the next step.",
     "/disputes"},
    {"Your letter is not mailed yet",
     "A letter that you approved is not recorded as mailed. Mail it, or record the day on which it"
     " went: no time runs before that.",
     "/disputes"},
    {"Has your letter arrived?",
     "Your letter was mailed on {day}, and no delivery is recorded. Look the tracking number up and"
     " record the day: without it no time for an answer runs.",
     "/disputes"},
    {"An answer was read",
     "We have read the answer that you uploaded. See what it changes, and the next step.",
     "/disputes"},
}};

std::string day_in_words(const std::string& iso) {
    const auto date = parse_iso_date(iso);
    return date ? in_words(*date) : iso;
}

std::string filled(std::string_view text, const std::string& day) {
    constexpr std::string_view hole = "{day}";
    std::string out(text);
    if (const auto at = out.find(hole); at != std::string::npos) {
        out.replace(at, hole.size(), day_in_words(day));
    }
    return out;
}

std::string link(std::string_view url, std::string_view name) {
    return "<a href=\"" + html_escaped(url) + "\">" + html_escaped(name) + "</a>";
}

}  // namespace

bool is_kind(std::string_view text) {
    return std::find(kinds.begin(), kinds.end(), text) != kinds.end();
}

email::Message email_for(const EmailInput& input) {
    const auto at = std::find(kinds.begin(), kinds.end(), input.kind) - kinds.begin();
    const auto& said = words.at(static_cast<std::size_t>(at));
    const auto body = filled(said.text, input.day);
    const auto page = input.app_url + std::string(said.page);
    const auto stop = input.app_url + input.unsubscribe_path;
    email::Message message;
    message.to = input.to;
    message.subject = said.subject;
    message.text = body + "\n\nOpen Fairfile: " + page +
                   "\n\nYou get this because you asked Fairfile to tell you. No more e-mails of"
                   " this kind: " +
                   stop + "\n";
    message.html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                   html_escaped(said.subject) + "</title></head><body><p>" + html_escaped(body) +
                   "</p><p>" + link(page, "Open Fairfile") +
                   "</p><p><small>You get this because you asked Fairfile to tell you. " +
                   link(stop, "No more e-mails of this kind") + "</small></p></body></html>";
    message.unsubscribe = input.unsubscribe_post;
    return message;
}

}  // namespace fairfile::notifications
