// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ConsoleStanza.h"

#include <QAbstractListModel>
#include <QSet>
#include <deque>

namespace jackdaw {

/// The newest stanzas of one account, oldest first, as far as a filter lets them through. Keeps `mostKept` of them, whatever
/// the filter says, or fewer long ones, and as many that came while it is paused. Owned by the console window, GUI thread;
/// fed by ConsoleDoor; never on disk.
class ConsoleModel : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int mostKept = 5'000;
    /// Of all of them together, but for the newest: one stanza may have megabytes.
    static constexpr qsizetype mostCharacters = 16'000'000;

    /// What is shown. `text`: all its words are in the stanza, whatever their case.
    struct Filter {
        QSet<ConsoleStanza::Kind> kinds{ConsoleStanza::Kind::Message, ConsoleStanza::Kind::Presence, ConsoleStanza::Kind::Request,
                                        ConsoleStanza::Kind::Stream};
        enum class Ways { Both, In, Out } ways = Ways::Both;
        QString text;
        friend bool operator==(const Filter &, const Filter &) = default;
    };
    enum class Flow { Running, Paused };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: the stanza in one line, of a bounded length.
    QVariant data(const QModelIndex &index, int role) const override;
    const ConsoleStanza &stanza(int row) const { return m_shown[size_t(row)]; }

    void add(const QList<ConsoleStanza> &stanzas);
    void setFilter(const Filter &filter);
    /// Paused: nothing is added or dropped. What came meanwhile comes when it runs again.
    void setFlow(Flow flow);
    void clear();
    int kept() const { return int(m_all.size()); }

private:
    bool passes(const ConsoleStanza &stanza) const;
    void trim();

    std::deque<ConsoleStanza> m_all;
    std::deque<ConsoleStanza> m_shown;
    std::deque<ConsoleStanza> m_held;
    qsizetype m_allSize = 0; ///< characters
    qsizetype m_heldSize = 0;
    Filter m_filter;
    QStringList m_words;
    Flow m_flow = Flow::Running;
};

inline size_t qHash(ConsoleStanza::Kind kind, size_t seed = 0)
{
    return ::qHash(int(kind), seed);
}

} // namespace jackdaw
