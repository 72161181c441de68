// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ConsoleModel.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype longestLine = 1'000;

bool isTooMuch(const std::deque<ConsoleStanza> &stanzas, qsizetype characters)
{
    return stanzas.size() > size_t(ConsoleModel::mostKept) || (stanzas.size() > 1 && characters > ConsoleModel::mostCharacters);
}

} // namespace

int ConsoleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ConsoleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || role != Qt::DisplayRole) {
        return {};
    }
    return stanza(index.row()).xml.left(longestLine).simplified();
}

bool ConsoleModel::passes(const ConsoleStanza &stanza) const
{
    using Ways = Filter::Ways;
    const bool isWay = m_filter.ways == Ways::Both || (m_filter.ways == Ways::In) == (stanza.way == ConsoleStanza::Way::In);
    return isWay && m_filter.kinds.contains(stanza.kind)
        && std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) { return stanza.xml.contains(word, Qt::CaseInsensitive); });
}

void ConsoleModel::add(const QList<ConsoleStanza> &stanzas)
{
    if (m_flow == Flow::Paused) {
        for (const ConsoleStanza &stanza : stanzas) {
            m_held.push_back(stanza);
            m_heldSize += stanza.xml.size();
        }
        while (isTooMuch(m_held, m_heldSize)) {
            m_heldSize -= m_held.front().xml.size();
            m_held.pop_front();
        }
        return;
    }
    std::deque<ConsoleStanza> fresh;
    for (const ConsoleStanza &stanza : stanzas) {
        m_all.push_back(stanza);
        m_allSize += stanza.xml.size();
        if (passes(stanza)) {
            fresh.push_back(stanza);
        }
    }
    if (!fresh.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(fresh.size()) - 1);
        m_shown.insert(m_shown.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    trim();
}

void ConsoleModel::trim()
{
    int gone = 0; // of those that are shown: they stand in the same order
    while (isTooMuch(m_all, m_allSize)) {
        gone += passes(m_all.front());
        m_allSize -= m_all.front().xml.size();
        m_all.pop_front();
    }
    if (gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_shown.erase(m_shown.begin(), m_shown.begin() + gone);
        endRemoveRows();
    }
}

void ConsoleModel::setFilter(const Filter &filter)
{
    if (filter == m_filter) {
        return;
    }
    beginResetModel();
    m_filter = filter;
    m_words = filter.text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_shown.clear();
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(m_shown), [this](const ConsoleStanza &each) { return passes(each); });
    endResetModel();
}

void ConsoleModel::setFlow(Flow flow)
{
    m_flow = flow;
    if (flow == Flow::Running && !m_held.empty()) {
        const std::deque<ConsoleStanza> held = std::exchange(m_held, {});
        m_heldSize = 0;
        add(QList<ConsoleStanza>(held.cbegin(), held.cend()));
    }
}

void ConsoleModel::clear()
{
    beginResetModel();
    m_all.clear();
    m_shown.clear();
    m_held.clear();
    m_allSize = 0;
    m_heldSize = 0;
    endResetModel();
}

} // namespace jackdaw
