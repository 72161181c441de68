// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/WatchDialog.h"

#include "base/FoldedText.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace jackdaw {

namespace {
constexpr int foldedRole = Qt::UserRole + 1;
}

WatchDialog::WatchDialog(const ContactListModel &contacts, const QSet<Key> &watched, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Watch people"), tr("Watch"), parent)
    , m_watched(watched)
    , m_find(new SearchField(theme, tr("Find a person or group"), this))
    , m_list(new QListWidget(this))
{
    struct Row {
        QString name;
        QString groups;
        QString folded;
        Key key;
    };
    QList<Row> rows;
    contacts.forEachContact([&](const Contact &contact, const Presence &) {
        const QString groups = contact.groups.join(QStringLiteral(", "));
        const QString name = contact.shownName();
        rows.append({name, groups, foldedText(name + u' ' + contact.jid.toString() + u' ' + groups), {contact.account, contact.jid}});
    });
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.folded < b.folded; });
    m_list->setAccessibleName(tr("People to watch"));
    m_list->setMinimumHeight(theme.scaled(280));
    m_list->setUniformItemSizes(true);
    QPalette colors = m_list->palette();
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text, Token::Selected));
    m_list->setPalette(colors);
    for (const Row &row : std::as_const(rows)) {
        auto *item = new QListWidgetItem(row.groups.isEmpty() ? row.name : tr("%1 · %2").arg(row.name, row.groups), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(watched.contains(row.key) ? Qt::Checked : Qt::Unchecked);
        item->setData(foldedRole, row.folded);
        item->setSizeHint(QSize(0, std::max(theme.scaled(34), theme.lineHeight(TypeRole::Body) + 12)));
        m_people.append(row.key);
    }
    auto *all = new TextButton(tr("Tick all that are shown"), TextButton::Kind::Quiet, TextButton::Size::Small, this);
    fields()->addWidget(m_find);
    fields()->addWidget(m_list);
    fields()->addWidget(all, 0, Qt::AlignLeading);
    connect(m_find, &QLineEdit::textChanged, this, &WatchDialog::filter);
    connect(all, &QAbstractButton::clicked, this, [this] {
        for (int row = 0; row < m_list->count(); ++row) {
            if (!m_list->item(row)->isHidden())
                m_list->item(row)->setCheckState(Qt::Checked);
        }
    });
    m_find->installEventFilter(this);
    m_find->setFocus();
}

void WatchDialog::filter(const QString &text)
{
    const QString folded = foldedText(text.trimmed());
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setHidden(!m_list->item(row)->data(foldedRole).toString().contains(folded));
}

bool WatchDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        for (int row = 0; row < m_list->count(); ++row) {
            if (!m_list->item(row)->isHidden()) {
                m_list->setCurrentRow(row);
                m_list->setFocus(Qt::TabFocusReason);
                break;
            }
        }
        return true;
    }
    return AskDialog::eventFilter(watched, event);
}

void WatchDialog::submit()
{
    QList<Key> added, removed;
    for (int row = 0; row < m_list->count(); ++row) {
        const bool isOn = m_list->item(row)->checkState() == Qt::Checked;
        const Key &key = m_people.at(row);
        if (isOn && !m_watched.contains(key))
            added.append(key);
        else if (!isOn && m_watched.contains(key))
            removed.append(key);
    }
    setBusy();
    Q_EMIT watchChanged(added, removed);
}

} // namespace jackdaw
