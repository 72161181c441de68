// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiPicker.h"

#include "composer/EmojiGrid.h"
#include "composer/EmojiSource.h"
#include "composer/StickerPane.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/TabStrip.h"

#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>
#include <initializer_list>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int gridHeight = 266; ///< seven rows
constexpr int mostFound = 180;
constexpr int edge = 4; ///< left free around it

QString groupName(const QString &key)
{
    if (key == "smileys-emotion"_L1)
        return EmojiPicker::tr("Smileys and feelings");
    if (key == "people-body"_L1)
        return EmojiPicker::tr("People");
    if (key == "animals-nature"_L1)
        return EmojiPicker::tr("Animals and nature");
    if (key == "food-drink"_L1)
        return EmojiPicker::tr("Food and drink");
    if (key == "travel-places"_L1)
        return EmojiPicker::tr("Travel and places");
    if (key == "activities"_L1)
        return EmojiPicker::tr("Activities");
    if (key == "objects"_L1)
        return EmojiPicker::tr("Objects");
    if (key == "symbols"_L1)
        return EmojiPicker::tr("Symbols");
    return EmojiPicker::tr("Flags");
}

} // namespace

EmojiPicker::EmojiPicker(const Theme &theme, EmojiSource &source, QWidget *parent)
    : QFrame(parent)
    , m_owner(parent)
    , m_theme(theme)
    , m_source(source)
    , m_field(new SearchField(theme, tr("Find an emoji"), this))
    , m_group(new QComboBox(this))
    , m_tone(new QComboBox(this))
    , m_grid(new EmojiGrid(theme, source, this))
    , m_name(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::No, this))
{
    setAccessibleName(tr("Emoji"));
    m_group->setAccessibleName(tr("Group of emoji"));
    m_tone->setAccessibleName(tr("Skin tone"));
    m_group->addItem(tr("Used last"));
    for (const EmojiList::Group &group : source.list().groups())
        m_group->addItem(groupName(group.key));
    m_tone->addItems({tr("No skin tone"), tr("Light"), tr("Medium light"), tr("Medium"), tr("Medium dark"), tr("Dark")});
    m_tone->setCurrentIndex(source.tone());
    m_grid->setFixedHeight(theme.scaled(gridHeight));

    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(m_group, 1);
    choices->addWidget(m_tone);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addLayout(choices);
    layout->addWidget(m_grid);
    layout->addWidget(m_name);

    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &EmojiPicker::fill);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
        fill();
    });
    connect(m_tone, &QComboBox::currentIndexChanged, this, [this](int tone) {
        m_source.setTone(tone);
        fill();
    });
    connect(m_grid, &EmojiGrid::chosen, this, &EmojiPicker::choose);
    connect(m_grid, &EmojiGrid::named, m_name, &QLabel::setText);
    connect(m_grid, &EmojiGrid::leftUpwards, this, [this] { m_field->setFocus(Qt::BacktabFocusReason); });
    // While it is open it lies above the whole window, as that one's child.
    connect(parent, &QObject::destroyed, this, &QObject::deleteLater);
    hide();
}

StickerPane &EmojiPicker::addStickers()
{
    m_tabs = new TabStrip(m_theme, this);
    m_tabs->setAccessibleName(tr("Emoji or stickers"));
    m_tabs->addTab(tr("Emoji"));
    m_tabs->addTab(tr("Stickers"));
    m_stickers = new StickerPane(m_theme, this);
    m_stickers->setFixedWidth(m_grid->width());
    m_stickers->hide();
    auto *rows = static_cast<QVBoxLayout *>(layout());
    rows->insertWidget(0, m_tabs);
    rows->addWidget(m_stickers);
    connect(m_tabs, &QTabBar::currentChanged, this, &EmojiPicker::showTab);
    connect(&m_theme, &Theme::changed, m_stickers, [this] { m_stickers->setFixedWidth(m_grid->width()); });
    connect(m_stickers, &StickerPane::chosen, this, &EmojiPicker::close);
    connect(m_stickers, &StickerPane::newPackRequested, this, &EmojiPicker::close);
    connect(m_stickers, &StickerPane::removeRequested, this, &EmojiPicker::close);
    return *m_stickers;
}

bool EmojiPicker::showsStickers() const
{
    return m_tabs && m_tabs->currentIndex() == 1;
}

void EmojiPicker::showTab()
{
    const bool stickers = showsStickers();
    for (QWidget *each : std::initializer_list<QWidget *>{m_field, m_group, m_tone, m_grid, m_name})
        each->setVisible(!stickers);
    m_stickers->setVisible(stickers);
    m_stickers->reset();
    if (isVisible())
        fitInto(*window());
}

void EmojiPicker::setGridHeight(int height)
{
    m_grid->setFixedHeight(height);
    if (m_stickers)
        m_stickers->setGridHeight(height);
}

void EmojiPicker::prepare()
{
    if (m_stickers)
        m_stickers->reset();
    {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
    }
    const QSignalBlocker quiet(m_group);
    m_group->setCurrentIndex(m_source.recent().isEmpty() ? 1 : 0);
    fill();
}

void EmojiPicker::openAbove(const QWidget &button)
{
    prepare();
    fitInto(*button.window());
    const bool mirrored = button.layoutDirection() == Qt::RightToLeft;
    openWithin(button.mapTo(button.window(), QPoint(mirrored ? 0 : button.width() - width(), -height() - 6)));
}

void EmojiPicker::openAt(const QPoint &globalPosition)
{
    prepare();
    fitInto(*m_owner->window());
    openWithin(m_owner->window()->mapFromGlobal(globalPosition));
}

/// A child of the window, not a popup: Qt leaves popups out of the tree that screen readers see.
void EmojiPicker::fitInto(QWidget &window)
{
    if (parentWidget() != &window)
        setParent(&window);
    setGridHeight(m_theme.scaled(gridHeight));
    adjustSize();
    if (const int tooHigh = height() + 2 * edge - window.height(); tooHigh > 0) {
        setGridHeight(std::max(m_theme.scaled(gridHeight) / 7, m_grid->height() - tooHigh));
        adjustSize();
    }
}

void EmojiPicker::openWithin(QPoint corner)
{
    const QRect room = parentWidget()->rect().adjusted(edge, edge, -edge, -edge);
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width() + 1)));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height() + 1)));
    QFrame::move(corner);
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    show();
    raise();
    qApp->installEventFilter(this);
    (showsStickers() ? m_stickers->field() : m_field)->setFocus(Qt::PopupFocusReason);
}

QString EmojiPicker::nameOf(const QString &emoji) const
{
    const QList<EmojiEntry> &entries = m_source.list().entries();
    const auto it = std::find_if(entries.cbegin(), entries.cend(), [&](const EmojiEntry &entry) {
        return entry.emoji == emoji || entry.tones.contains(emoji);
    });
    return it == entries.cend() ? emoji : it->name;
}

void EmojiPicker::fill()
{
    QList<EmojiTableModel::Cell> cells;
    const EmojiList &list = m_source.list();
    const auto add = [&](const EmojiEntry &entry) { cells.append({m_source.shown(entry), entry.name}); };
    const QString query = m_field->text().trimmed();
    if (!query.isEmpty()) {
        for (const qsizetype i : list.search(query, mostFound))
            add(list.entries().at(i));
    } else if (m_group->currentIndex() <= 0) {
        for (const QString &emoji : m_source.recent())
            cells.append({emoji, nameOf(emoji)});
    } else {
        const EmojiList::Group &group = list.groups().at(m_group->currentIndex() - 1);
        for (qsizetype i = group.first; i < group.first + group.count; ++i)
            add(list.entries().at(i));
    }
    m_grid->setCells(cells);
    m_name->setText(cells.isEmpty() ? (query.isEmpty() ? tr("Nothing used yet") : tr("Nothing found")) : QString());
}

void EmojiPicker::choose(const QString &emoji)
{
    m_source.used(emoji);
    Q_EMIT chosen(emoji);
    close();
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        // A click beside it closes it, and does no more, as with a menu.
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->window() == window() && widget != this && !isAncestorOf(widget)) {
            close();
            return true;
        }
    }
    if (watched == m_field && event->type() == QEvent::KeyPress && !m_grid->cells().isEmpty()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down) {
            m_grid->enter();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose(m_grid->cells().constFirst().emoji);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void EmojiPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    // Letters typed in the grid go on in the search.
    SearchField *field = showsStickers() ? m_stickers->field() : m_field;
    if (!event->text().isEmpty() && event->text().at(0).isPrint() && !field->hasFocus()) {
        field->setFocus(Qt::OtherFocusReason);
        field->insert(event->text());
        return;
    }
    QFrame::keyPressEvent(event);
}

bool EmojiPicker::focusNextPrevChild(bool next)
{
    QList<QWidget *> parts = showsStickers() ? m_stickers->parts() : QList<QWidget *>{m_field, m_group, m_tone, m_grid};
    if (m_tabs)
        parts.prepend(m_tabs);
    const qsizetype here = parts.indexOf(focusWidget());
    const qsizetype there = (here + (next ? 1 : -1) + parts.size()) % parts.size();
    parts.at(there)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void EmojiPicker::hideEvent(QHideEvent *event)
{
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
    if (event->spontaneous()) // the window was minimized
        return;
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

void EmojiPicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintShape(painter, rect(), 10, m_theme.color(Token::Raised), m_theme.color(m_theme.isHighContrast() ? Token::Text : Token::PopupOutline));
}

} // namespace jackdaw
