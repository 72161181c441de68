// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace jackdaw {

/// What people are found by, their folded names and addresses, one behind the other in one piece of memory: a key in
/// the filter reads it from its beginning to its end, where 50,000 strings would each be fetched from somewhere else.
/// Each has a number that its owner gives, small ones first. Owned by ContactListModel, GUI thread. Never folds
/// anything.
class ContactTexts
{
public:
    /// Of somebody new, or who is called otherwise now.
    void put(int number, const QString &name, const QString &address);
    void remove(int number);
    /// `wanted`: UTF-8, in which a part of a text is found as a part of its bytes.
    bool has(int number, QByteArrayView wanted) const;
    /// What it takes, with what is of no use any more; for tests.
    qsizetype size() const { return m_text.size(); }

private:
    struct Piece
    {
        qsizetype begin = 0;
        qsizetype length = 0;
    };

    void pack();

    QByteArray m_text;
    std::vector<Piece> m_pieces; ///< by number
    qsizetype m_unused = 0;      ///< of m_text
};

} // namespace jackdaw
