// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SwitcherModel.h"

#include "widgets/AccountTag.h"

namespace jackdaw {

namespace {

QString headingText(SwitcherEntry::Kind kind)
{
    switch (kind) {
    case SwitcherEntry::Kind::Chat: return SwitcherModel::tr("Chats");
    case SwitcherEntry::Kind::Person: return SwitcherModel::tr("People");
    case SwitcherEntry::Kind::Action: return SwitcherModel::tr("Actions");
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

void SwitcherModel::setEntries(const QList<SwitcherEntry> &entries)
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i == 0 || entries.at(i).kind != entries.at(i - 1).kind)
            m_rows.append({headingText(entries.at(i).kind), {}});
        m_rows.append({{}, entries.at(i)});
    }
    endResetModel();
}

int SwitcherModel::nextEntry(int from, int step) const
{
    for (int row = from; row >= 0 && row < m_rows.size(); row += step) {
        if (m_rows.at(row).heading.isEmpty())
            return row;
    }
    return -1;
}

int SwitcherModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SwitcherModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.heading.isEmpty() ? row.entry.name : row.heading;
    if (role == Qt::AccessibleTextRole && row.heading.isEmpty()) {
        QStringList parts{row.entry.name};
        if (row.entry.unread > 0)
            parts << SwitcherModel::tr("%L1 unread").arg(row.entry.unread);
        if (!row.entry.detail.isEmpty())
            parts << row.entry.detail;
        return AccountTag::spoken(parts.join(QStringLiteral(", ")), row.entry.mark);
    }
    return {};
}

Qt::ItemFlags SwitcherModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !m_rows.at(index.row()).heading.isEmpty())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace jackdaw
