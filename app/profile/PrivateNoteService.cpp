// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/PrivateNoteService.h"

#include "base/Clock.h"
#include "base/Log.h"

#include <QDateTime>
#include <QTimeZone>

namespace jackdaw {

using Note = ProfileStore::Note;

namespace {

/// As it was written, so that an address which other programs spell otherwise is found.
BareJid addressOf(const QString &written)
{
    const auto jid = BareJid::parse(written);
    return jid ? *jid : BareJid();
}

template<class List>
auto *entryOf(List &list, const BareJid &jid)
{
    for (auto &each : list) {
        if (addressOf(each.address) == jid) {
            return &each;
        }
    }
    return static_cast<decltype(&list.front())>(nullptr);
}

} // namespace

PrivateNoteService::PrivateNoteService(const AccountContext &account, ProfileStore &store, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
{
    if (const auto notes = m_store.notes()) {
        m_notes = *notes;
    } else {
        qCWarning(log::storage) << "the notes were not read:" << notes.error().detail;
    }
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::Resumed) {
            return;
        }
        m_isKnown = false;
        setRefused(false);
        m_state = State::Idle;
        ++m_round;
        const auto waits = [](const Note &note) { return note.at == Note::At::HereOnly; };
        if (std::any_of(m_notes.cbegin(), m_notes.cend(), waits)) {
            synchronize();
        }
    });
}

NotePlace PrivateNoteService::placeOf(const BareJid &jid) const
{
    const auto note = m_notes.constFind(jid);
    if (note == m_notes.cend() || note->at == Note::At::Server) {
        return NotePlace::Everywhere;
    }
    return m_isRefused ? NotePlace::Failed : NotePlace::NotSentYet;
}

void PrivateNoteService::setRefused(bool refused)
{
    if (std::exchange(m_isRefused, refused) == refused) {
        return;
    }
    const QHash<BareJid, Note> notes = m_notes;
    for (auto each = notes.cbegin(); each != notes.cend(); ++each) {
        if (each->at == Note::At::HereOnly) {
            Q_EMIT changed(each.key());
        }
    }
}

bool PrivateNoteService::keep(const BareJid &jid, const Note &note)
{
    if (const Status kept = m_store.keepNote(jid, note); !kept) {
        qCWarning(log::storage) << "a note was not kept:" << kept.error().detail;
        return false;
    }
    if (note.isEmpty() && note.at == Note::At::Server) {
        m_notes.remove(jid);
    } else {
        m_notes.insert(jid, note);
    }
    return true;
}

Status PrivateNoteService::set(const BareJid &jid, const QString &text, const QStringList &tags)
{
    const Note before = m_notes.value(jid, {{}, {}, Note::At::Server});
    Note note{text.left(maximumNote), tidyTags(tags), Note::At::HereOnly};
    if (note.text == before.text && note.tags == before.tags) {
        return Done{};
    }
    if (const Status kept = m_store.keepNote(jid, note); !kept) {
        return kept;
    }
    m_notes.insert(jid, note);
    Q_EMIT changed(jid);
    synchronize();
    return Done{};
}

void PrivateNoteService::fetch()
{
    if (!m_isKnown) {
        synchronize();
    }
}

/// Reads both lists, puts in what waits here, and writes those back that are others then. What another device writes in
/// between is lost: XEP-0049 has nothing against that.
void PrivateNoteService::synchronize()
{
    if (!m_account.connection.isOnline()) {
        return; // with the next session
    }
    if (m_state != State::Idle) {
        m_state = State::BusyAndMore;
        return;
    }
    m_state = State::Busy;
    const auto ask = [this, round = m_round](Connection::PayloadWriter request, std::function<void(const QDomElement &)> take) {
        m_account.connection.request(Connection::Request::Get, Jid(), std::move(request), this,
                                     [this, round, take = std::move(take)](const Result<QDomElement> &answer) {
            if (round != m_round) {
                return;
            }
            if (!answer && answer.error().kind != ErrorKind::NotFound) { // XEP-0049, 2: an empty one, but some say that there is none
                end(answer.error(), {});
                return;
            }
            take(answer ? *answer : QDomElement());
        });
    };
    ask(writeNotesRequest, [this, ask](const QDomElement &notes) {
        const auto readable = readNotes(notes);
        ask(writeTagsRequest, [this, readable](const QDomElement &tags) {
            const auto alsoReadable = readTags(tags);
            if (!readable || !alsoReadable) {
                end(Error{ErrorKind::TooMany, QStringLiteral("more notes than are read"), {}}, {});
                return;
            }
            const Lists lists{*readable, *alsoReadable};
            take(lists);
            publish(lists);
        });
    });
}

void PrivateNoteService::take(const Lists &lists)
{
    QHash<BareJid, Note> theirs;
    for (const PrivateNote &each : lists.notes) {
        if (const BareJid jid = addressOf(each.address); jid.isValid()) {
            theirs[jid].text = each.text;
        }
    }
    for (const PrivateTags &each : lists.tags) {
        if (const BareJid jid = addressOf(each.address); jid.isValid()) {
            theirs[jid].tags = each.tags;
        }
    }
    for (auto each = m_notes.cbegin(); each != m_notes.cend(); ++each) {
        if (each->at == Note::At::Server && !theirs.contains(each.key())) {
            theirs.insert(each.key(), {}); // taken away on another device
        }
    }
    m_isKnown = true;
    for (auto each = theirs.begin(); each != theirs.end(); ++each) {
        each->at = Note::At::Server;
        const Note ours = m_notes.value(each.key(), {{}, {}, Note::At::Server});
        if (ours.at == Note::At::Server && ours != *each && keep(each.key(), *each)) {
            Q_EMIT changed(each.key());
        }
    }
}

void PrivateNoteService::publish(Lists lists)
{
    QHash<BareJid, Note> ours;
    bool notesChanged = false;
    bool tagsChanged = false;
    const QString now = QDateTime::fromMSecsSinceEpoch(m_account.clock.now(), QTimeZone::UTC).toString(Qt::ISODate);
    for (auto each = m_notes.cbegin(); each != m_notes.cend(); ++each) {
        if (each->at == Note::At::Server) {
            continue;
        }
        ours.insert(each.key(), *each);
        const QString address = each.key().toString();
        PrivateNote *note = entryOf(lists.notes, each.key());
        if ((note ? note->text : QString()) != each->text) {
            notesChanged = true;
            if (note) {
                note->text = each->text;
                note->changed = now;
            } else {
                lists.notes.append({address, each->text, now, now});
            }
        }
        PrivateTags *tags = entryOf(lists.tags, each.key());
        if ((tags ? tags->tags : QStringList()) != each->tags) {
            tagsChanged = true;
            if (tags) {
                tags->tags = each->tags;
            } else {
                lists.tags.append({address, each->tags});
            }
        }
    }
    lists.notes.removeIf([](const PrivateNote &each) { return each.text.isEmpty(); });
    lists.tags.removeIf([](const PrivateTags &each) { return each.tags.isEmpty(); });
    const auto set = [this, round = m_round](Connection::PayloadWriter payload, std::function<void(const Status &)> done) {
        m_account.connection.request(Connection::Request::Set, Jid(), std::move(payload), this,
                                     [this, round, done = std::move(done)](const Result<QDomElement> &answer) {
            if (round == m_round) {
                done(answer ? Status(Done{}) : Status(answer.error()));
            }
        });
    };
    const auto setTags = [this, set, tagsChanged, ours, tags = lists.tags](const Status &before) {
        if (!before || !tagsChanged) {
            end(before, ours);
            return;
        }
        set([tags](QXmlStreamWriter &writer) { writeTags(writer, tags); }, [this, ours](const Status &done) { end(done, ours); });
    };
    if (notesChanged) {
        set([notes = lists.notes](QXmlStreamWriter &writer) { writeNotes(writer, notes); }, setTags);
    } else {
        setTags(Done{});
    }
}

void PrivateNoteService::end(const Status &done, const QHash<BareJid, Note> &published)
{
    const bool more = m_state == State::BusyAndMore;
    m_state = State::Idle;
    if (!done) {
        // A server that keeps no such things is not asked for each person again.
        m_isKnown = done.error().kind != ErrorKind::Timeout && done.error().kind != ErrorKind::Offline;
        qCInfo(log::connection) << "notes were not stored by the server:" << done.error().detail;
        setRefused(m_isKnown); // what waits for a better connection is none that was refused
        return;
    }
    setRefused(false);
    for (auto each = published.cbegin(); each != published.cend(); ++each) {
        if (m_notes.value(each.key()) == *each) { // else it was changed meanwhile, and waits again
            Note note = *each;
            note.at = Note::At::Server;
            if (keep(each.key(), note)) {
                Q_EMIT changed(each.key());
            }
        }
    }
    if (more) {
        synchronize();
    }
}

} // namespace jackdaw
