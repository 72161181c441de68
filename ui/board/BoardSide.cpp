// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardSide.h"

#include "base/Clock.h"
#include "board/BoardBar.h"
#include "board/BoardText.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/TimeText.h"
#include "widgets/AvatarWidget.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/Painting.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace jackdaw {

namespace {

constexpr int ruleAvatar = 30;

enum TeamRole { CountRole = Qt::UserRole + 1, TeamRole, IsAllRole };

class TeamDelegate : public QStyledItemDelegate
{
public:
    TeamDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return QSize(m_theme.scaled(120), qMax(m_theme.scaled(38), m_theme.lineHeight(TypeRole::Name) + 14));
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const Token ground = isSelected ? Token::Selected : option.state.testFlag(QStyle::State_MouseOver) ? Token::Hover : Token::List;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF shape = QRectF(option.rect).adjusted(0, 1, 0, -1);
        if (ground != Token::List)
            paintShape(*painter, shape, 8, m_theme.color(ground));
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            paintInnerFocusRing(*painter, m_theme, shape, 8, ground);
        const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, option.rect, part); };
        const int icon = m_theme.scaled(18);
        const QRect inner = option.rect.adjusted(12, 0, -12, 0);
        const QColor color = m_theme.color(isSelected ? Token::Link : Token::Text, ground);
        m_theme.paintIcon(*painter, QRectF(placed(QRect(inner.left(), inner.center().y() - icon / 2 + 1, icon, icon))),
                          index.data(IsAllRole).toBool() ? QStringLiteral("users-round") : QStringLiteral("folder"), color);
        painter->setFont(m_theme.font(TypeRole::Meta));
        const QString count = QLocale().toString(index.data(CountRole).toInt());
        const int width = painter->fontMetrics().horizontalAdvance(count) + 1;
        painter->setPen(m_theme.color(Token::Text2, ground));
        painter->drawText(placed(QRect(inner.right() - width, inner.top(), width + 1, inner.height())), Qt::AlignCenter, count);
        painter->setFont(m_theme.font(isSelected ? TypeRole::NameStrong : TypeRole::Name));
        painter->setPen(color);
        drawLeadingLine(*painter, placed(inner.adjusted(icon + 10, 0, -width - 10, 0)), option.direction, index.data().toString());
        painter->restore();
    }

private:
    const Theme &m_theme;
};

/// A block of the bar and its word.
class LegendRow : public QWidget
{
public:
    LegendRow(const Theme &theme, Availability availability, QWidget *parent)
        : QWidget(parent), m_theme(theme), m_availability(availability)
    {
        setFixedHeight(std::max(theme.scaled(24), theme.lineHeight(TypeRole::Meta) + 6));
        setAccessibleName(availabilityText(availability));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
        const int block = m_theme.scaled(26), high = m_theme.scaled(13);
        paintBarBlock(painter, QRectF(placed(QRect(0, (height() - high) / 2, block, high))), m_theme, m_availability);
        painter.setFont(m_theme.font(TypeRole::Body));
        painter.setPen(m_theme.color(Token::Text2));
        drawLeadingLine(painter, placed(QRect(block + 10, 0, width() - block - 10, height())), layoutDirection(),
                        availabilityText(m_availability));
    }

private:
    const Theme &m_theme;
    Availability m_availability;
};

} // namespace

BoardSide::BoardSide(BoardModel &board, const ContactListModel &contacts, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_board(board), m_contacts(contacts), m_theme(theme), m_clock(clock)
{
    m_header = new QWidget(this);
    m_menu = new IconButton(theme, QStringLiteral("menu"), tr("Menu"), m_header);
    m_menu->hide();
    auto *watch = new IconButton(theme, QStringLiteral("user-round-plus"), tr("Watch people"), m_header);
    auto *row = new QHBoxLayout(m_header);
    setLogicalMargins(row, 16, 0, 10, 0);
    row->setSpacing(4);
    row->addWidget(m_menu);
    row->addWidget(new Label(theme, TypeRole::Title, Token::Text, tr("Presence"), Label::Wrap::No, m_header), 1);
    row->addWidget(watch);

    m_teams = new QListWidget(this);
    m_teams->setAccessibleName(tr("Watched groups"));
    m_teams->setItemDelegate(new TeamDelegate(theme, m_teams));
    m_teams->setFrameShape(QFrame::NoFrame);
    m_teams->setMouseTracking(true);
    m_teams->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_teams->viewport()->setAutoFillBackground(false);
    // As high as its rows, so that what follows stands below them (picture 05); many of them scroll.
    m_teams->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_teams->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    auto *teams = new QHBoxLayout;
    teams->setContentsMargins(10, 0, 10, 0);
    teams->addWidget(m_teams);

    auto *rulesHead = new QWidget(this);
    auto *rulesHeader = new QHBoxLayout(rulesHead);
    setLogicalMargins(rulesHeader, 16, 16, 10, 0);
    m_rulesTitle = new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Tell me when"), Label::Wrap::No, rulesHead);
    auto *add = new IconButton(theme, QStringLiteral("plus"), tr("New rule"), rulesHead);
    m_addRule = add;
    add->setDiameter(30, 17);
    rulesHeader->addWidget(m_rulesTitle, 1);
    rulesHeader->addWidget(add);
    m_rules = new QWidget;
    m_ruleRows = new QVBoxLayout(m_rules);
    m_ruleRows->setContentsMargins(16, 0, 10, 0);
    m_ruleRows->setSpacing(6);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_rules);
    scroll->viewport()->setAutoFillBackground(false);
    m_rules->setAutoFillBackground(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(4);
    column->addWidget(m_header);
    column->addLayout(teams);
    column->addWidget(rulesHead);
    column->addWidget(scroll, 1);
    column->addWidget(makeLegend());

    connect(m_menu, &QAbstractButton::clicked, this, [this] { Q_EMIT menuRequested(m_menu); });
    connect(watch, &QAbstractButton::clicked, this, &BoardSide::watchRequested);
    connect(add, &QAbstractButton::clicked, this, &BoardSide::ruleRequested);
    connect(m_teams, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            m_board.setTeam(item->data(IsAllRole).toBool() ? std::nullopt : std::optional(item->data(TeamRole).toString()));
    });
    connect(m_teams, &QListWidget::itemActivated, this, &BoardSide::boardRequested);
    connect(m_teams, &QListWidget::itemClicked, this, &BoardSide::boardRequested);
    connect(&board, &BoardModel::summaryChanged, this, &BoardSide::refresh);
    connect(&theme, &Theme::changed, this, [this] {
        m_header->setFixedHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24));
        m_teams->doItemsLayout();
        update();
    });
    m_header->setFixedHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24));
    refresh();
}

QWidget *BoardSide::makeLegend()
{
    auto *legend = new QWidget(this);
    auto *column = new QVBoxLayout(legend);
    column->setContentsMargins(16, 8, 16, 0);
    column->setSpacing(0);
    column->addWidget(new Label(m_theme, TypeRole::MetaStrong, Token::Text2, tr("Bars, last 8 hours"), Label::Wrap::No, legend));
    for (Availability each : BoardModel::filters)
        column->addWidget(new LegendRow(m_theme, each, legend));
    return legend;
}

void BoardSide::setMenu(Menu menu)
{
    m_menu->setVisible(menu == Menu::Shown);
    setLogicalMargins(m_header->layout(), menu == Menu::Shown ? 8 : 16, 0, 10, 0);
}

void BoardSide::setBanner(QWidget *banner)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, banner);
}

void BoardSide::focusList()
{
    m_teams->setFocus(Qt::ShortcutFocusReason);
}

void BoardSide::refresh()
{
    refreshTeams();
    refreshRules();
    m_isFilled = true;
}

void BoardSide::refreshTeams()
{
    const QList<std::pair<QString, int>> teams = m_board.teams();
    const QListWidgetItem *current = m_teams->currentItem();
    const bool isChosen = current && current->data(IsAllRole).toBool() == !m_board.team()
        && current->data(TeamRole).toString() == m_board.team().value_or(QString());
    if (m_isFilled && teams == m_shownTeams && isChosen) // it may be chosen elsewhere too
        return;
    m_shownTeams = teams;
    const QSignalBlocker quiet(m_teams);
    m_teams->clear();
    const auto add = [this](const QString &name, int count, const std::optional<QString> &team) {
        auto *item = new QListWidgetItem(name, m_teams);
        item->setData(CountRole, count);
        item->setData(TeamRole, team.value_or(QString()));
        item->setData(IsAllRole, !team.has_value());
        item->setData(Qt::AccessibleTextRole, tr("%1, %L2").arg(name).arg(count));
        if (m_board.team() == team)
            m_teams->setCurrentItem(item);
    };
    add(tr("All watched"), m_board.watchedCount(), std::nullopt);
    for (const auto &[team, count] : teams)
        add(teamText(team), count, team);
    if (!m_teams->currentItem()) { // the team that was chosen is gone
        m_teams->setCurrentRow(0);
        QMetaObject::invokeMethod(this, [this] { m_board.setTeam(std::nullopt); }, Qt::QueuedConnection);
    }
}

void BoardSide::refreshRules()
{
    const QList<PresenceRule> rules = m_board.rules();
    if (m_isFilled && rules == m_shownRules) {
        refreshAvatars();
        return;
    }
    m_shownRules = rules;
    m_avatars.clear();
    // Whose ✕ has the focus is made anew: the row that takes its place gets it back.
    const auto *focused = qobject_cast<QAbstractButton *>(m_rules->focusWidget());
    const bool hadFocus = focused && focused->hasFocus();
    int focusedRow = -1;
    for (int i = 0; hadFocus && focusedRow < 0 && i < m_ruleRows->count(); ++i) {
        if (const QWidget *row = m_ruleRows->itemAt(i)->widget(); row && row->isAncestorOf(focused))
            focusedRow = i;
    }
    QList<QWidget *> buttons;
    while (QLayoutItem *item = m_ruleRows->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    for (const PresenceRule &rule : rules) {
        const BareJid jid = BareJid::fromPrepared(rule.subject);
        const QString text = ruleText(rule, rule.isAboutGroup() ? rule.subject : m_contacts.nameOf(rule.account, jid));
        auto *row = new QWidget(m_rules);
        auto *avatar = new AvatarWidget(m_theme, ruleAvatar, row);
        avatar->setGround(Token::List);
        avatar->setFixedWidth(m_theme.scaled(ruleAvatar) + 2); // with the dot of a person, or without
        m_avatars << avatar;
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(new Label(m_theme, TypeRole::Body, Token::Text, text, Label::Wrap::Yes, row));
        words->addWidget(new ElidedLabel(m_theme, TypeRole::Meta, Token::Text2,
                                         rule.lasting == PresenceRule::Lasting::Once
                                             ? tr("Waiting, set %1").arg(listTimeText(rule.made, m_clock.now()))
                                             : tr("Always, set %1").arg(listTimeText(rule.made, m_clock.now())),
                                         row));
        auto *remove = new IconButton(m_theme, QStringLiteral("x"), tr("Remove: %1").arg(text), row);
        remove->setDiameter(30, 16);
        connect(remove, &QAbstractButton::clicked, this, [this, rule] { Q_EMIT ruleRemoved(rule.account, rule.id); });
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(10);
        line->addWidget(avatar, 0, Qt::AlignVCenter);
        line->addLayout(words, 1);
        line->addWidget(remove);
        m_ruleRows->addWidget(row);
        buttons << remove;
    }
    refreshAvatars();
    if (focusedRow >= 0) {
        QWidget *next = buttons.isEmpty() ? m_addRule : buttons.at(std::min(focusedRow, int(buttons.size()) - 1));
        next->parentWidget()->show(); // a row that is not there yet takes no focus
        next->setFocus(Qt::OtherFocusReason);
    }
    if (rules.isEmpty())
        m_ruleRows->addWidget(new Paragraph(m_theme, TypeRole::Meta, Token::Text2,
                                            tr("Press the bell of somebody, or the plus, to be told when they are available."), m_rules));
    m_ruleRows->addStretch();
}

/// Whom a rule waits for, and how they are now.
void BoardSide::refreshAvatars()
{
    for (qsizetype i = 0; i < m_avatars.size(); ++i) {
        const PresenceRule &rule = m_shownRules.at(i);
        const BareJid jid = BareJid::fromPrepared(rule.subject);
        if (rule.isAboutGroup()) {
            m_avatars.at(i)->setSubject(rule.subject, jid, AvatarShape::Group);
            continue;
        }
        const auto person = m_board.find(rule.account, jid);
        m_avatars.at(i)->setSubject(m_contacts.nameOf(rule.account, jid), jid);
        m_avatars.at(i)->setAvailability(person ? person->presence.availability
                                                : m_contacts.presenceOf(rule.account, jid).availability);
    }
}

void BoardSide::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::List));
}

} // namespace jackdaw
