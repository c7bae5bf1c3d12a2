#include "features/notifications/notification_store.hpp"

#include "features/notifications/notifications.hpp"

namespace fairfile::notifications {

using postgres::Lane;
using postgres::Statement;

const Statement select_page{
    "notifications.list",
    "select id, kind, params, created_at, read_at, email from notifications"
    " where user_id = $1::uuid and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
    " order by id desc limit $3::bigint"};

const Statement count_unread{
    "notifications.count_unread",
    "select count(*) from (select from notifications where user_id = $1::uuid"
    " and read_at is null limit $2::bigint) u"};

const Statement mark_read{
    "notifications.mark_read",
    "update notifications set read_at = coalesce(read_at, now())"
    " where user_id = $1::uuid and id = $2::uuid returning id",
    Lane::write};

const Statement mark_read_through{
    "notifications.mark_read_through",
    "update notifications set read_at = now()"
    " where user_id = $1::uuid and id <= $2::uuid and read_at is null",
    Lane::write};

const Statement select_address{
    "notifications.address", "select email_verified_at is not null from users where id = $1::uuid"};

const Statement select_preferences{
    "notifications.preferences",
    "select kind, by_email from notification_preferences where user_id = $1::uuid"};

const Statement set_preference{
    "notifications.set_preference",
    "insert into notification_preferences (user_id, kind, by_email)"
    " values ($1::uuid, $2, $3::boolean)"
    " on conflict (user_id, kind) do update set by_email = excluded.by_email",
    Lane::write};

// Looked up when it is sent: an address or a wish may have changed since the event.
const Statement select_letter{
    "notifications.letter",
    "select n.kind, coalesce(n.params ->> 'day', ''), u.email,"
    " u.email_verified_at is not null and u.state = 'active' and not exists (select"
    " from notification_preferences p where p.user_id = $1::uuid and p.kind = n.kind"
    " and not p.by_email), extract(epoch from n.created_at)::bigint"
    " from notifications n join users u on u.id = n.user_id"
    " where n.user_id = $1::uuid and n.id = $2::uuid and n.email = 'waiting'"};

const Statement note_email{
    "notifications.note_email",
    "update notifications set email = $3, email_failure = $4,"
    " emailed_at = case when $3 = 'sent' then now() end"
    " where user_id = $1::uuid and id = $2::uuid and email = 'waiting'",
    Lane::write};

const Statement select_reminders{
    "notifications.reminders",
    "select person, kind, about, event_key from reminders_due($1::date, $2::bigint)",
    Lane::slow,
    std::chrono::milliseconds(60'000)};

const Statement tell{
    "notifications.tell", "select tell_person($1::uuid, $2, $3::jsonb, $4)", Lane::write};

std::vector<const Statement*> statements() {
    return {
        &select_page,
        &count_unread,
        &mark_read,
        &mark_read_through,
        &select_address,
        &select_preferences,
        &set_preference,
        &select_letter,
        &note_email,
        &select_reminders,
        &tell,
    };
}

}  // namespace fairfile::notifications
