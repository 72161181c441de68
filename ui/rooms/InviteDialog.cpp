// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/InviteDialog.h"

#include "base/FoldedText.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QStackedWidget>
#include <QStyleOptionButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

enum Role { AddressRole = Qt::UserRole + 1, SearchRole, NoteRole };
enum InviteMetric { InviteMargin = 8, BoxSize = 18, InviteAvatar = 30, InviteGap = 10 };

/// A box to be checked, the avatar, the name and the address below it.
class PersonDelegate : public QStyledItemDelegate
{
public:
    PersonDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int text = m_theme.lineHeight(TypeRole::Body) + m_theme.lineHeight(TypeRole::Meta) + 8;
        return QSize(option.rect.width(), std::max(m_theme.scaled(44), text));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect all = option.rect;
        const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool current = option.state & QStyle::State_HasFocus;
        const Token ground = option.state & QStyle::State_MouseOver || current ? Token::Hover : Token::Surface;
        painter->fillRect(all, m_theme.color(ground));
        if (current) {
            painter->setPen(QPen(m_theme.color(Token::Focus, ground), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(all).adjusted(1, 1, -1, -1));
        }
        const int box = m_theme.scaled(BoxSize);
        QStyleOptionButton check;
        check.rect = visual(QRect(all.left() + InviteMargin, all.top() + (all.height() - box) / 2, box, box));
        check.state = QStyle::State_Enabled
            | (index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        check.palette = option.palette;
        check.direction = option.direction;
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &check, painter, option.widget);
        const QString name = index.data(Qt::DisplayRole).toString(), address = index.data(AddressRole).toString();
        const QString note = index.data(NoteRole).toString();
        const int size = m_theme.scaled(InviteAvatar);
        int left = all.left() + InviteMargin + box + InviteGap;
        paintAvatar(*painter, visual(QRect(left, all.top() + (all.height() - size) / 2, size, size)), m_theme, name,
                    BareJid::fromPrepared(address), AvatarShape::Person);
        left += size + InviteGap;
        const int width = all.right() - InviteMargin - left;
        const int nameHeight = m_theme.lineHeight(TypeRole::Body), addressHeight = m_theme.lineHeight(TypeRole::Meta);
        const int top = all.top() + (all.height() - nameHeight - addressHeight) / 2;
        painter->setFont(m_theme.font(TypeRole::Body));
        painter->setPen(m_theme.color(Token::Text, ground));
        drawLeadingLine(*painter, visual(QRect(left, top, width, nameHeight)), option.direction, name);
        painter->setFont(m_theme.font(TypeRole::Meta));
        painter->setPen(m_theme.color(Token::Text2, ground));
        drawLeadingLine(*painter, visual(QRect(left, top + nameHeight, width, addressHeight)), option.direction, note.isEmpty() ? address : note);
        painter->restore();
    }

    /// A click anywhere in the row does what Space does.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override
    {
        if (event->type() == QEvent::KeyPress)
            return QStyledItemDelegate::editorEvent(event, model, option, index);
        if (event->type() != QEvent::MouseButtonRelease)
            return false;
        const bool isChecked = index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked;
        return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }

private:
    const Theme &m_theme;
};

void toggle(QListWidgetItem *item)
{
    item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
}

} // namespace

InviteDialog::InviteDialog(const QString &group, Makes makes, const QList<Person> &people, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Add people"), tr("Add people"), parent)
    , m_find(new SearchField(theme, tr("Find a contact"), this))
    , m_found(new QStackedWidget(this))
    , m_list(new QListWidget(this))
    , m_none(new Label(theme, TypeRole::Body, Token::Text2,
                       tr("No contact is called so. To ask somebody else, write their whole address, like name@provider.example."),
                       Label::Wrap::Yes, this))
    , m_count(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::No, this))
    , m_address(new TextField(theme, tr("Address"), this))
    , m_reason(new TextField(theme, tr("Reason"), this))
{
    const QString effect = makes == Makes::Members ? tr("They become members of %1 and are asked to join it.")
                                                   : tr("They are asked to join %1.");
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2, effect.arg(isolated(group)), Label::Wrap::Yes, this));
    fields()->addWidget(m_find);
    m_found->addWidget(m_list);
    m_found->addWidget(m_none);
    fields()->addWidget(m_found, 1);
    fields()->addWidget(m_count);
    fields()->addWidget(m_address);
    fields()->addWidget(m_reason);
    m_address->setHelp(tr("Of somebody who is none of your contacts."));
    m_reason->setHelp(tr("They see it. You can leave this empty."));

    QList<Person> sorted = people;
    std::sort(sorted.begin(), sorted.end(),
              [](const Person &a, const Person &b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    for (const Person &person : std::as_const(sorted)) {
        auto *item = new QListWidgetItem(person.name, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setData(AddressRole, person.jid.toString());
        item->setData(SearchRole, foldedText(person.name + u' ' + person.jid.toString()));
        item->setData(Qt::AccessibleTextRole, person.name + u", "_s + person.jid.toString());
    }
    m_list->setAccessibleName(tr("Contacts"));
    m_list->setItemDelegate(new PersonDelegate(theme, m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setMinimumHeight(theme.scaled(180));
    m_none->setAlignment(Qt::AlignCenter);
    m_found->setVisible(!people.isEmpty());
    m_find->setVisible(!people.isEmpty());
    m_count->setVisible(!people.isEmpty());
    m_find->installEventFilter(this);
    connect(m_find, &QLineEdit::textChanged, this, &InviteDialog::filter);
    connect(m_list, &QListWidget::itemChanged, this, &InviteDialog::countChosen);
    connect(m_address, &TextField::textEdited, this, [this] { m_address->setState(TextField::State::Plain); });
    countChosen();
    (people.isEmpty() ? static_cast<QWidget *>(m_address->edit()) : m_find)->setFocus();
}

QList<BareJid> InviteDialog::chosen() const
{
    QList<BareJid> chosen;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            chosen << BareJid::fromPrepared(m_list->item(row)->data(AddressRole).toString());
    }
    return chosen;
}

void InviteDialog::countChosen()
{
    const qsizetype count = chosen().size();
    m_count->setText(count == 0 ? tr("Nobody chosen yet") : tr("%n people chosen", nullptr, int(count)));
}

void InviteDialog::offer(const QString &address)
{
    const Result<BareJid> jid = BareJid::parse(address);
    bool isThere = !jid || jid->local().isEmpty();
    for (int row = m_list->count() - 1; row >= 0; --row) {
        const QListWidgetItem *item = m_list->item(row);
        const bool isTheirs = jid && item->data(AddressRole).toString() == jid->toString();
        isThere = isThere || isTheirs;
        if (!isTheirs && !item->data(NoteRole).isNull() && item->checkState() != Qt::Checked)
            delete item;
    }
    if (isThere)
        return;
    auto *item = new QListWidgetItem(jid->toString());
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(Qt::Unchecked);
    item->setData(AddressRole, jid->toString());
    item->setData(SearchRole, foldedText(jid->toString()));
    item->setData(NoteRole, tr("None of your contacts"));
    //: an address, read out
    item->setData(Qt::AccessibleTextRole, tr("%1, none of your contacts").arg(jid->toString()));
    m_list->addItem(item);
}

void InviteDialog::filter(const QString &text)
{
    offer(text.trimmed());
    const QString wanted = foldedText(text.trimmed());
    const Result<BareJid> typed = BareJid::parse(text.trimmed());
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        // As it was typed, or as an address is written of which that is another form.
        const bool isTyped = typed && item->data(AddressRole).toString() == typed->toString();
        item->setHidden(!isTyped && !item->data(SearchRole).toString().contains(wanted));
        if (!first && !item->isHidden())
            first = item;
    }
    m_list->setCurrentItem(wanted.isEmpty() ? nullptr : first);
    const bool isNobody = !first;
    if (isNobody && m_found->currentWidget() != m_none && QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(m_none, m_none->text()); // the focus stays in the field
        event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
        QAccessible::updateAccessibility(&event);
    }
    m_found->setCurrentWidget(isNobody ? static_cast<QWidget *>(m_none) : m_list);
}

void InviteDialog::submit()
{
    QList<BareJid> people = chosen();
    if (const QString text = m_address->text().trimmed(); !text.isEmpty()) {
        const Result<BareJid> jid = BareJid::parse(text);
        if (!jid || jid->local().isEmpty()) {
            m_address->setState(TextField::State::Wrong, tr("This is no address. Write it like name@provider.example."));
            m_address->edit()->setFocus();
            return;
        }
        if (!people.contains(*jid))
            people << *jid;
    }
    if (people.isEmpty()) {
        m_address->setState(TextField::State::Wrong, tr("Choose somebody, or write an address."));
        m_find->isHidden() ? m_address->edit()->setFocus() : m_find->setFocus();
        return;
    }
    setBusy();
    Q_EMIT inviteRequested(people, m_reason->text().trimmed());
}

bool InviteDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down && !m_list->isHidden() && m_list->count() > 0) { // on to those who were found
            if (!m_list->currentItem())
                m_list->setCurrentRow(0);
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        }
        // Who was looked for is chosen; the search is for the next one then.
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !m_find->text().isEmpty()) {
            if (QListWidgetItem *found = m_list->currentItem(); found && !found->isHidden()) {
                toggle(found);
                m_find->clear();
            }
            return true;
        }
    }
    return AskDialog::eventFilter(watched, event);
}

} // namespace jackdaw
