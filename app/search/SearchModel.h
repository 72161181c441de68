// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/RowListModel.h"
#include "search/ArchiveHits.h"
#include "search/SearchThread.h"

#include <QFutureWatcher>
#include <functional>

namespace jackdaw {

/// What a search everywhere found: people, messages, files, each below a heading, the hits of one chat together, and what
/// archives on servers have, once they were asked. Pages come as the view asks for them. A newer wish stops the one before.
/// Owned by the composition root, GUI thread; asks SearchThread, follows ChatDoor. Names of people and chats are given to
/// it by ui/; it writes no sentence.
class SearchModel : public RowListModel
{
    Q_OBJECT
public:
    enum class Section { People, Messages, Files, Archived };
    /// Which of them are shown.
    enum class Kind { All, Messages, Files, People };
    enum class State { Idle, Searching, Done, Failed };

    /// How it stands with asking archives on servers.
    enum class Archives {
        NotThere, ///< nobody can be asked, or what is asked for is nothing that an archive can look for
        Unasked,
        Asking,
        Further, ///< they have more
        Failed,  ///< they may answer another time
        Useless, ///< they look for no words
        Done
    };

    /// Somebody to write to, found by name.
    struct Person {
        AccountId account;
        BareJid jid;
        ConversationId conversation; ///< invalid where there is no chat yet
        QString name;
        friend bool operator==(const Person &, const Person &) = default;
    };
    struct Row {
        enum class What { Heading, Person, Message, File, MoreInChat, Archived, AskArchives } what = What::Heading;
        Section section = Section::Messages;
        int count = 0;          ///< of a heading: what stands below it; of MoreInChat: what is left out
        bool countIsOpen = false; ///< and there is more
        Person person;
        SearchHit hit;          ///< Message, File; of MoreInChat: one of those left out
        bool firstOfChat = true; ///< the rest of a chat stands below it, indented
        ArchivedMessage archived = {}; ///< Archived; `hit` has its line, and no message
        Archives archives = Archives::Unasked; ///< AskArchives
        friend bool operator==(const Row &, const Row &) = default;
    };
    /// So many hits of a chat are shown among those of others.
    static constexpr int shownOfAChat = 3;

    explicit SearchModel(SearchThread &thread, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    const Row &row(int index) const { return m_rows[size_t(index)]; }

    /// `filters` are operators as they are written ("from:tomas"); `text` is what is in the field.
    void setQuery(const QStringList &filters, const QString &text);
    void setKind(Kind kind);
    Kind kind() const { return m_kind; }
    void setOrder(SearchRequest::Order order);
    SearchRequest::Order order() const { return m_request.order; }
    const SearchQuery &query() const { return m_request.query; }

    State state() const { return m_state; }
    QList<SearchProblem> problems() const { return m_request.query.problems + m_problems; }
    const std::optional<Error> &error() const { return m_error; }
    /// What is shown of a section if its kind is chosen; -1: not known yet.
    int countOf(Section section) const;
    bool countIsOpen(Section section) const;
    SearchProgress indexProgress() const { return m_index; }

    Archives archives() const;
    /// May they be asked now?
    static bool isAskable(Archives archives);
    const ArchiveHits &archiveHits() const { return m_archived; }
    enum class Servers { Away, There };
    void setServers(Servers servers);
    /// By the user's wish; goes on where they stopped.
    void askArchives();
    /// So many answers will come; see ArchiveHits.
    int expectArchives(qsizetype questions, const QList<ArchiveHits::Question> &later = {});
    void takeArchived(int serial, const ArchiveHits::Question &asked, const Result<ArchiveFound> &answer);

    /// Finds people by a part of their name; by ui/, which knows contacts and chats.
    void setPeople(std::function<QList<Person>(const QString &text, int limit)> people) { m_people = std::move(people); }
    /// How a row is read out, and what a hit's line is called (ui/ gives the words).
    void setSpokenText(std::function<QString(const Row &)> spoken) { m_spoken = std::move(spoken); }

public Q_SLOTS:
    void removeMessage(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    /// What was corrected reads as it does now; what was taken back, or has none of the words any more, goes.
    void changeMessages(jackdaw::ConversationId conversation, const QList<jackdaw::Message> &messages);
    /// Nothing of it stays to be read.
    void removeChat(jackdaw::ConversationId conversation);
    void removeAccount(jackdaw::AccountId account);
    void setIndex(const jackdaw::SearchProgress &progress);

Q_SIGNALS:
    /// State, problems, counts, or how far the index is.
    void stateChanged();
    /// Archives are to be asked: these, or those that the query means if there are none.
    void archivesWanted(const jackdaw::SearchQuery &query, const QList<jackdaw::ArchiveHits::Question> &further);

private:
    void restart();
    void askMessages();
    void askFiles();
    void takeMessages(int from, int to);
    void takeFiles(int from, int to);
    void ended();
    void show();
    void forgetArchived();
    void makeArchivedRows();
    void appendArchived(std::vector<Row> &wanted) const;
    void appendHits(std::vector<Row> &wanted, const QList<SearchHit> &hits, Section section) const;

    SearchThread &m_thread;
    std::vector<Row> m_rows;
    SearchRequest m_request;
    QString m_words; ///< the text without operators, for names
    Kind m_kind = Kind::All;
    State m_state = State::Idle;
    QList<Person> m_persons;
    QList<SearchHit> m_messages;
    QList<SearchHit> m_files;
    MessageId m_next;      ///< of messages
    MessageId m_nextFiles;
    bool m_fresh = false;  ///< the rows are those of the query before, until the first answer
    QList<SearchProblem> m_problems;
    std::optional<Error> m_error;
    SearchProgress m_index;
    Servers m_servers = Servers::Away;
    ArchiveHits m_archived;
    std::vector<Row> m_archivedRows; ///< of its messages: to look for the words in them takes too long to be done each time
    QFutureWatcher<SearchBatch> m_messageWatcher;
    QFutureWatcher<SearchBatch> m_fileWatcher;
    QFutureWatcher<SearchProgress> m_indexWatcher;
    std::function<QList<Person>(const QString &, int)> m_people;
    std::function<QString(const Row &)> m_spoken;
};

} // namespace jackdaw
